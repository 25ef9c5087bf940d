using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

public enum ExportState
{
    Prepared,
    Delivering,
    Delivered,
    Interrupted,
}

/// <summary>
/// A sealed version handed to somebody for a purpose. The zip is written to the recipient's connection and kept
/// nowhere: the gate is asked for every sample at the moment of delivery.
/// </summary>
public sealed class Export : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid VersionId { get; init; }
    public required Guid PurposeId { get; init; }

    /// <summary>Who receives it, outside or inside, so that a withdrawal can be told to them.</summary>
    public required string Recipient { get; init; }
    public required string RequestedBy { get; init; }
    public required Guid RequestedById { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public ExportState State { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public int? SamplesDelivered { get; set; }

    /// <summary>Samples of the version that the gate kept back at delivery.</summary>
    public int? SamplesWithheld { get; set; }

    /// <summary>SHA-256 over the manifest file inside the zip.</summary>
    public string? ManifestDigest { get; set; }
}

internal sealed class ExportConfiguration : IEntityTypeConfiguration<Export>, IEntityTypeConfiguration<ExportedSample>
{
    public void Configure(EntityTypeBuilder<Export> builder)
    {
        builder.ToTable("exports");
        builder.Property(e => e.Recipient).HasMaxLength(200);
        builder.Property(e => e.RequestedBy).HasMaxLength(256);
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
