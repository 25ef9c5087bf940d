using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>
/// One suspension, resumption or retirement of an alias. Rows are only added; the newest says the state of the alias.
/// </summary>
public sealed class AliasStateChange : IGoverned
{
    /// <summary>The change; a version 7 UUID, so changes sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The state that the alias has since.</summary>
    public required AliasState State { get; init; }

    /// <summary>The version that the alias pointed to.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The version that answers during the suspension; null = none.</summary>
    public Guid? FallbackVersionId { get; init; }

    /// <summary>Why, in the officer's words, at most 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Who changed it, by id.</summary>
    public required Guid ChangedById { get; init; }

    /// <summary>Who changed it, and when.</summary>
    public required Stamp Changed { get; init; }
}

internal sealed class AliasStateChangeConfiguration : IEntityTypeConfiguration<AliasStateChange>
{
    public void Configure(EntityTypeBuilder<AliasStateChange> builder)
    {
        builder.ToTable("alias_state_changes", table =>
            table.HasCheckConstraint(
                "ck_alias_state_changes_fallback",
                "fallback_version_id IS NULL OR state = 'Suspended'"
            )
        );
        builder.Property(c => c.Alias).HasMaxLength(40);
        builder.Property(c => c.State).HasMaxLength(20);
        builder.Property(c => c.Reason).HasMaxLength(2000);
        builder.HasStamp(c => c.Changed);
        builder.HasOne<Model>().WithMany().HasForeignKey(c => c.ModelId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(c => c.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder
            .HasOne<ModelVersion>()
            .WithMany()
            .HasForeignKey(c => c.FallbackVersionId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ModelId, c.Id });
    }
}
