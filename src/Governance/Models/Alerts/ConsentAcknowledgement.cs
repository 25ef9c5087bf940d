using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Models;

/// <summary>
/// A person's answer to an alert about lost consent: the samples that were lost by then, and what is done about it. Rows are only
/// added; a sample that is lost later raises the alert again.
/// </summary>
public sealed class ConsentAcknowledgement : IGoverned
{
    /// <summary>The acknowledgement; a version 7 UUID, so they sort by age.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The version that learned from the samples.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>Ordinals of the lost samples in the version, ascending; they name no sample.</summary>
    public required List<int> LostOrdinals { get; init; }

    /// <summary>What is done about it, 1 to 2,000 characters.</summary>
    public required string Note { get; init; }

    /// <summary>Who acknowledged it, by id.</summary>
    public required Guid AcknowledgedById { get; init; }

    /// <summary>Who acknowledged it, and when.</summary>
    public required Stamp Acknowledged { get; init; }
}

internal sealed class ConsentAcknowledgementConfiguration : IEntityTypeConfiguration<ConsentAcknowledgement>
{
    public void Configure(EntityTypeBuilder<ConsentAcknowledgement> builder)
    {
        builder.ToTable("consent_acknowledgements");
        builder
            .Property(a => a.LostOrdinals)
            .HasColumnType("jsonb")
            .HasConversion(Json.Converter<List<int>>(), Json.Comparer<List<int>>());
        builder.Property(a => a.Note).HasMaxLength(2000);
        builder.HasStamp(a => a.Acknowledged);
        builder.HasOne<ModelVersion>().WithMany().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.VersionId, a.Id });
    }
}
