using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>State of an <see cref="Export"/>.</summary>
public enum ExportState
{
    /// <summary>Recorded; nothing was downloaded.</summary>
    Prepared,

    /// <summary>The download is running.</summary>
    Delivering,

    /// <summary>The whole zip was sent. It cannot be downloaded again.</summary>
    Delivered,

    /// <summary>The connection broke; part of the zip may have arrived. It can be downloaded again.</summary>
    Interrupted,
}

/// <summary>
/// A delivery of a sealed version to a recipient for a purpose. The zip is streamed and not stored, and consent is checked for
/// every sample during delivery.
/// </summary>
public sealed class Export : IGoverned
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The sealed version.</summary>
    public required Guid VersionId { get; init; }

    /// <summary>The purpose that consent is checked for.</summary>
    public required Guid PurposeId { get; init; }

    /// <summary>Who receives it, so that they can be told about a withdrawal; at most 200 characters.</summary>
    public required string Recipient { get; init; }

    /// <summary>User id of the actor who prepared it.</summary>
    public required Guid RequestedById { get; init; }

    /// <summary>Who asked for it, and when.</summary>
    public required Stamp Requested { get; init; }

    /// <summary>Prepared until the first download starts.</summary>
    public ExportState State { get; set; }

    /// <summary>When the last delivery ended, complete or interrupted, UTC; null before.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>Samples written to the zip; null before the delivery ends.</summary>
    public int? SamplesDelivered { get; set; }

    /// <summary>Samples of the version that were erased or not permitted at delivery; null before the delivery ends.</summary>
    public int? SamplesWithheld { get; set; }

    /// <summary>SHA-256 of <c>manifest.json</c> inside the zip, 64 hex characters; null unless delivered.</summary>
    public string? ManifestDigest { get; set; }
}

internal sealed class ExportConfiguration : IEntityTypeConfiguration<Export>, IEntityTypeConfiguration<ExportedSample>
{
    public void Configure(EntityTypeBuilder<Export> builder)
    {
        builder.ToTable("exports");
        builder.Property(e => e.Recipient).HasMaxLength(200);
        builder.HasStamp(e => e.Requested);
        builder.Property(e => e.ManifestDigest).HasMaxLength(64);
        builder.HasOne<DatasetVersion>().WithMany().HasForeignKey(e => e.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Consent.Purpose>().WithMany().HasForeignKey(e => e.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.VersionId);
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<ExportedSample> builder)
    {
        builder.ToTable("exported_samples");
        builder.HasKey(s => new { s.ExportId, s.SampleId });
        builder.HasOne<Export>().WithMany().HasForeignKey(s => s.ExportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.SampleId);
    }
}
