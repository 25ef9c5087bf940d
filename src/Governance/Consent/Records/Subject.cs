using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

public enum SubjectKind
{
    Person,
    Machine,
}

/// <summary>
/// Whom a recording is of: a person under a pseudonym, or a machine, whose operator permits instead.
/// The pseudonym is all that the portal knows of a person.
/// </summary>
public sealed class Subject : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Pseudonym { get; init; }
    public SubjectKind Kind { get; set; }
    public string? Note { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>ISO/IEC TS 27560 states that the portal knows. Only given and renewed permit.</summary>
public enum ConsentState
{
    Requested,
    Given,
    Renewed,
    Refused,
    Withdrawn,
}

/// <summary>How consent was expressed.</summary>
public enum ConsentMethod
{
    WrittenForm,
    Electronic,
    Spoken,
    OperatorDeclaration,
}

internal sealed class ConsentConfiguration
    : IEntityTypeConfiguration<Subject>,
        IEntityTypeConfiguration<Purpose>,
        IEntityTypeConfiguration<ConsentRecord>,
        IEntityTypeConfiguration<EffectiveConsent>
{
    public void Configure(EntityTypeBuilder<Subject> builder)
    {
        builder.ToTable("subjects");
        builder.Property(s => s.Pseudonym).HasMaxLength(80);
        builder.Property(s => s.Note).HasMaxLength(500);
        builder.HasIndex(s => s.Pseudonym).IsUnique();
        builder.Property<uint>("Version").IsRowVersion();
    }

    public void Configure(EntityTypeBuilder<Purpose> builder)
    {
        builder.ToTable("purposes");
        builder.Property(p => p.Code).HasMaxLength(60);
        builder.Property(p => p.Title).HasMaxLength(120);
        builder.Property(p => p.Description).HasMaxLength(2000);
        builder.HasIndex(p => p.Code).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ConsentRecord> builder)
    {
        builder.ToTable("consent_records", table =>
            table.HasCheckConstraint(
                "ck_consent_valid_after_effective",
                "valid_until IS NULL OR valid_until > effective_at"
            )
        );
        builder.Property(c => c.Sequence).UseIdentityAlwaysColumn();
        builder.Property(c => c.Notice).HasMaxLength(200);
        builder.Property(c => c.Language).HasMaxLength(35);
        builder.Property(c => c.RecordedBy).HasMaxLength(256);
        builder.HasOne<Subject>().WithMany().HasForeignKey(c => c.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Purpose>().WithMany().HasForeignKey(c => c.PurposeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new
        {
            c.PurposeId,
            c.SubjectId,
            c.EffectiveAt,
        });
    }

    public void Configure(EntityTypeBuilder<EffectiveConsent> builder) =>
        builder
            .HasNoKey()
            .ToView(
                "effective_consent"
            ) /* a name only: the rows come from ConsentGate */
    ;
}
