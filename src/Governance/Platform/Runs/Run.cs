using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Platform.Runs;

/// <summary>Where a run is in its life.</summary>
public enum RunState
{
    /// <summary>Waits for a worker, also after a host stopped cleanly.</summary>
    Queued,

    /// <summary>A worker holds it, or held it when it was killed.</summary>
    Running,

    /// <summary>Ended with its result.</summary>
    Succeeded,

    /// <summary>Ended without a result; the error says why.</summary>
    Failed,

    /// <summary>Ended because a person cancelled it.</summary>
    Cancelled,
}

/// <summary>
/// One execution of a job, such as an import, an export or a training. The row is committed before the work is queued; the
/// row, not the queue, has the state.
/// </summary>
public sealed class Run
{
    /// <summary>Version 7, so that ids ascend with time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Which job does it, as registered with <c>AddRunJob</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Shown in the top bar and in lists.</summary>
    public required Message TitleMessage { get; init; }

    /// <summary>The sentence of <see cref="TitleMessage"/>.</summary>
    public string Title => TitleMessage.Text;

    /// <summary>The row that the work is about (an import, a version); its type follows from the kind.</summary>
    public required Guid TargetId { get; init; }

    /// <summary>The dataset that the work belongs to; null when it belongs to none.</summary>
    public Guid? DatasetId { get; init; }

    /// <summary>The id of the person who started it; empty when the portal did.</summary>
    public required Guid StartedById { get; init; }

    /// <summary>The name of the person who started it, as it was then.</summary>
    public required string StartedBy { get; init; }

    /// <summary>The person who started it, for provenance and ledger; without permissions, because the door has checked them.</summary>
    public Actor Starter => new(StartedById, StartedBy, new HashSet<string>());

    /// <summary>When it was added to the queue.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Written by the dispatcher alone once the run is added.</summary>
    public RunState State { get; set; }

    /// <summary>When its latest attempt began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The process that holds the run; another may take it when the heartbeat is stale. Null when nobody holds it.</summary>
    public string? Owner { get; set; }

    /// <summary>The last heartbeat of its worker.</summary>
    public DateTimeOffset? HeartbeatAt { get; set; }

    /// <summary>How often a worker took it, 1 from the first time on.</summary>
    public int Attempt { get; set; }

    /// <summary>
    /// How many times in a row the process that held the run was killed before the run ended. A clean stop of the host
    /// resets it to 0.
    /// </summary>
    public int Kills { get; set; }

    /// <summary>Whether a person asked it to stop.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>What the job is doing now.</summary>
    public Message? StageMessage { get; set; }

    /// <summary>The sentence of <see cref="StageMessage"/>.</summary>
    public string? Stage => StageMessage?.Text;

    /// <summary>Items of this stage that are done.</summary>
    public long Done { get; set; }

    /// <summary>Items of this stage; 0 while that is unknown.</summary>
    public long Total { get; set; }

    /// <summary>When the present stage began; rate and time left are of this stage alone.</summary>
    public DateTimeOffset? StageStartedAt { get; set; }

    /// <summary>Items that were done when the stage began.</summary>
    public long StageFrom { get; set; }

    /// <summary>What is counted, in the plural: files, samples.</summary>
    public string Unit { get; set; } = "steps";

    /// <summary>Why it failed; technical details are in the log only, under the run's id.</summary>
    public Message? ErrorMessage { get; set; }

    /// <summary>The sentence of <see cref="ErrorMessage"/>.</summary>
    public string? Error => ErrorMessage?.Text;

    /// <summary>Whether it has ended in any way.</summary>
    public bool IsOver => State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;

    /// <summary>Items a second since the present stage began; null before an item of it is done, and when the run does not run.</summary>
    public double? Rate(DateTimeOffset now)
    {
        if (State != RunState.Running || StageStartedAt is not { } start || Done <= StageFrom)
            return null;
        var seconds = (now - start).TotalSeconds;
        return seconds <= 0 ? null : (Done - StageFrom) / seconds;
    }

    /// <summary>Estimated time left of the present stage; null when its total or its rate is unknown.</summary>
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
