using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Platform.Runs;

public enum RunState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// <summary>
/// One piece of long work: an import, an export, later an embedding or a training. The row is committed first,
/// the work is queued after; the row, not the queue, is the truth about it.
/// </summary>
public sealed class Run
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which job does it, as registered with <c>AddRunJob</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What people read in the top bar.</summary>
    public required Message TitleMessage { get; init; }
    public string Title => TitleMessage.Text;

    /// <summary>The row that the work is about (an import, a version); its type follows from the kind.</summary>
    public required Guid TargetId { get; init; }

    public Guid? DatasetId { get; init; }

    public required Guid StartedById { get; init; }
    public required string StartedBy { get; init; }

    /// <summary>Whoever started it, for provenance and ledger. The door has checked what they may do; the job asks no more.</summary>
    public Actor Starter => new(StartedById, StartedBy, new HashSet<string>());
    public required DateTimeOffset CreatedAt { get; init; }

    public RunState State { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The process that holds the work, and when it last said so. Stale → another may take it.</summary>
    public string? Owner { get; set; }
    public DateTimeOffset? HeartbeatAt { get; set; }
    public int Attempt { get; set; }

    /// <summary>
    /// How often in a row the process that held the work was gone before it ended. A clean stop of the host starts
    /// again at 0.
    /// </summary>
    public int Kills { get; set; }
    public bool CancelRequested { get; set; }

    /// <summary>What it is doing now.</summary>
    public Message? StageMessage { get; set; }
    public string? Stage => StageMessage?.Text;
    public long Done { get; set; }

    /// <summary>How many there are in this stage; 0 while nobody knows.</summary>
    public long Total { get; set; }

    /// <summary>When the present stage began, and how much of it was done by then: rate and time left are of this stage alone.</summary>
    public DateTimeOffset? StageStartedAt { get; set; }
    public long StageFrom { get; set; }

    /// <summary>What is counted, in the plural: files, samples.</summary>
    public string Unit { get; set; } = "steps";

    /// <summary>Why it failed; the technical detail stays in the log under the run's id.</summary>
    public Message? ErrorMessage { get; set; }
    public string? Error => ErrorMessage?.Text;

    public bool IsOver => State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;

    /// <summary>Items a second since the present stage began; null before anything of it is done, and when the run is over.</summary>
    public double? Rate(DateTimeOffset now)
    {
        if (State != RunState.Running || StageStartedAt is not { } start || Done <= StageFrom)
            return null;
        var seconds = (now - start).TotalSeconds;
        return seconds <= 0 ? null : (Done - StageFrom) / seconds;
    }

    /// <summary>Of the present stage; null where its total is unknown.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now) =>
        Total > Done && Rate(now) is { } rate and > 0 ? TimeSpan.FromSeconds((Total - Done) / rate) : null;
}

internal sealed class RunConfiguration : IEntityTypeConfiguration<Run>, IEntityTypeConfiguration<RunRefusal>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.ToTable("runs");
        builder.Property(r => r.Kind).HasMaxLength(60);
        builder.Property(r => r.TitleMessage).HasMessage("title");
        builder.Property(r => r.StartedBy).HasMaxLength(256);
        builder.Property(r => r.Owner).HasMaxLength(120);
        builder.Property(r => r.StageMessage).HasMessage("stage");
        builder.Property(r => r.ErrorMessage).HasMessage("error");
        builder.Property(r => r.Unit).HasMaxLength(40);
        builder.Ignore(r => r.IsOver);
        builder.HasIndex(r => new { r.State, r.HeartbeatAt });
        builder.HasIndex(r => r.DatasetId);
        builder.HasIndex(r => r.TargetId);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<RunRefusal> builder)
    {
        builder.ToTable("run_refusals");
        builder.Property(r => r.Id).UseIdentityAlwaysColumn();
        builder.Property(r => r.Code).HasMaxLength(80);
        builder.Property(r => r.File).HasMaxLength(1000);
        builder.Property(r => r.Reason).HasMessage("what");
        builder.Property(r => r.WrittenRemedy).HasColumnName("remedy");
        builder.HasOne<Run>().WithMany().HasForeignKey(r => r.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
