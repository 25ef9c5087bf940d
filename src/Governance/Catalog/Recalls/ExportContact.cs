using Governance.Platform;
using Governance.Platform.Outbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Catalog;

/// <summary>How the portal reaches the recipient of an export. Without a row a person tells the recipient.</summary>
public sealed class ExportContact : IGoverned
{
    /// <summary>The export.</summary>
    public required Guid ExportId { get; init; }

    /// <summary>E-mail address; null = no e-mail.</summary>
    public required string? Email { get; set; }

    /// <summary>Address of the webhook; null = no webhook.</summary>
    public required string? Webhook { get; set; }

    /// <summary>The secret of the webhook, encrypted with the keys of the installation; null without a webhook.</summary>
    public required string? ProtectedSecret { get; set; }
}

internal sealed class ExportContactConfiguration : IEntityTypeConfiguration<ExportContact>
{
    public void Configure(EntityTypeBuilder<ExportContact> builder)
    {
        builder.ToTable("export_contacts", table =>
            table.HasCheckConstraint(
                "ck_export_contacts_secret",
                "(webhook IS NULL) = (protected_secret IS NULL) AND (email IS NOT NULL OR webhook IS NOT NULL)"
            )
        );
        builder.HasKey(c => c.ExportId);
        builder.Property(c => c.Email).HasMaxLength(EmailAddress.MaxLength);
        builder.Property(c => c.Webhook).HasMaxLength(WebhookAddress.MaxLength);
        builder.Property(c => c.ProtectedSecret).HasMaxLength(1000);
        builder
            .HasOne<Export>()
            .WithOne()
            .HasForeignKey<ExportContact>(c => c.ExportId)
            .OnDelete(DeleteBehavior.Cascade);
        builder.Property<uint>("Version").IsRowVersion();
    }
}
