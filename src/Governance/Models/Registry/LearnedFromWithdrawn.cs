using Governance.Consent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>
/// How many samples of a subject who withdrew a model version contains. It is written when the references of the version to the
/// samples are cleared, and refers to the subject only through the withdrawal. The weights keep what they learned, so the record
/// stays.
/// </summary>
public sealed class LearnedFromWithdrawn
{
    /// <summary>The withdrawal that cleared the references.</summary>
    public required Guid WithdrawalId { get; init; }

    /// <summary>The model version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The part of the version's samples.</summary>
    public required SampleRole Role { get; init; }

    /// <summary>Number of samples of the subject in this part, at least 1.</summary>
    public required int Samples { get; init; }
}

internal sealed class LearnedFromWithdrawnConfiguration : IEntityTypeConfiguration<LearnedFromWithdrawn>
{
    public void Configure(EntityTypeBuilder<LearnedFromWithdrawn> builder)
    {
        builder.ToTable("learned_from_withdrawn", table =>
            table.HasCheckConstraint("ck_learned_from_withdrawn_samples", "samples > 0")
        );
        builder.HasKey(l => new
        {
            l.WithdrawalId,
            l.VersionId,
            l.Role,
        });
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(l => l.WithdrawalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(l => l.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => l.VersionId);
    }
}
