using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Provenance;

/// <summary>
/// One step that was done (prov:Activity): who, when, by which code, with which parameters. What it made from what
/// stands in <see cref="Derivation"/>.
/// </summary>
public sealed class Activity
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What was done, in one word of the field: upload, normalise, align, seal, annotate, export.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }
    public required Guid AgentId { get; init; }
    public required string Agent { get; init; }
    public Guid? RunId { get; init; }
    public required string CodeVersion { get; init; }

    /// <summary>Parameters as canonical JSON; no personal data.</summary>
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
