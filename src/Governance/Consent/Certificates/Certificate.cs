using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

/// <summary>
/// The certificate of a completed withdrawal, exactly as it was issued. It never changes; its digest is in the ledger entry
/// <c>withdrawal.completed</c>.
/// </summary>
public sealed class Certificate : IGoverned
{
    /// <summary>The withdrawal.</summary>
    public required Guid WithdrawalId { get; init; }

    /// <summary>A <see cref="CertificateDocument"/> as canonical JSON (RFC 8785), in UTF-8.</summary>
    public required byte[] Document { get; init; }

    /// <summary>SHA-256 of <see cref="Document"/>, 64 hex characters.</summary>
    public required string Digest { get; init; }

    /// <summary>When it was issued, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }
}

internal sealed class CertificateConfiguration : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("withdrawal_certificates");
        builder.HasKey(c => c.WithdrawalId);
        builder.Property(c => c.Digest).HasMaxLength(64);
        builder.HasOne<Withdrawal>().WithMany().HasForeignKey(c => c.WithdrawalId).OnDelete(DeleteBehavior.Restrict);
    }
}
