using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Provenance;

/// <summary>
/// One completed step (prov:Activity): who, when, by which code, with which parameters. Its inputs and outputs are rows of
/// <see cref="Derivation"/>.
/// </summary>
public sealed class Activity
{
    /// <summary>Id of the step.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What was done, in one word: upload, normalise, align, seal, annotate, export.</summary>
    public required string Kind { get; init; }

    /// <summary>When the step started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the step ended.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The user who performed the step, or the portal.</summary>
    public required Guid AgentId { get; init; }

    /// <summary>Display name of the agent at that time.</summary>
    public required string Agent { get; init; }

    /// <summary>The run of the job that performed it; null outside a job.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Version of the portal that performed it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>Parameters as canonical JSON, without personal data.</summary>
    public required string Parameters { get; init; }
}

internal sealed class ProvenanceConfiguration : IEntityTypeConfiguration<Activity>, IEntityTypeConfiguration<Derivation>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.Property(a => a.Agent).HasMaxLength(256);
        builder.Property(a => a.CodeVersion).HasMaxLength(100);
        builder.Property(a => a.Parameters).HasColumnType("jsonb");
        builder.HasIndex(a => a.RunId);
    }

    public void Configure(EntityTypeBuilder<Derivation> builder)
    {
        builder.ToTable("derivations");
        builder.Property(d => d.Output).HasMaxLength(1200);
        builder.Property(d => d.Input).HasMaxLength(1200);
        builder.Property(d => d.OutputDigest).HasMaxLength(64);
        builder.Property(d => d.InputDigest).HasMaxLength(64);
        builder.HasOne<Activity>().WithMany().HasForeignKey(d => d.ActivityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => d.Output);
        builder.HasIndex(d => d.Input);
    }
}
