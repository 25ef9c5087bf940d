using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Ingestion;

/// <summary>
/// Content that an import stored and does not keep: its subject is left out, or the import has no result. The blob is deleted if no
/// row refers to it; then the row is deleted.
/// </summary>
public sealed class ImportDiscard
{
    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>SHA-256 of the content, 64 hex characters.</summary>
    public required string Digest { get; init; }
}

internal sealed class ImportDiscardConfiguration : IEntityTypeConfiguration<ImportDiscard>
{
    public void Configure(EntityTypeBuilder<ImportDiscard> builder)
    {
        builder.ToTable("import_discards");
        builder.HasKey(d => new { d.ImportId, d.Digest });
        builder.Property(d => d.Digest).HasMaxLength(64);
        builder.HasOne<Import>().WithMany().HasForeignKey(d => d.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
