using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Governance.Consent;

/// <summary>What a subject is.</summary>
public enum SubjectKind
{
    /// <summary>A person, under a pseudonym.</summary>
    Person,

    /// <summary>A machine; its operator gives the consent.</summary>
    Machine,
}

/// <summary>
/// The person, under a pseudonym, or the machine that a recording is about. The operator of a machine gives the consent.
/// The portal identifies a person by pseudonym only.
/// </summary>
public sealed class Subject : IGoverned
{
    /// <summary>Id of the subject.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Unique name; see <see cref="Consents.IsPseudonym"/>.</summary>
    public required string Pseudonym { get; init; }

    /// <summary>Person or machine.</summary>
    public SubjectKind Kind { get; set; }

    /// <summary>Free text, at most 500 characters; erased with the subject's data.</summary>
    public string? Note { get; set; }

    /// <summary>When the subject was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The states of a consent (ISO/IEC TS 27560) that the portal uses. Only given and renewed permit.</summary>
public enum ConsentState
{
    /// <summary>Asked for, not answered; does not permit.</summary>
    Requested,

    /// <summary>Permits.</summary>
    Given,

    /// <summary>Given again; permits.</summary>
    Renewed,

    /// <summary>Does not permit.</summary>
    Refused,

    /// <summary>Ends an earlier consent; does not permit.</summary>
    Withdrawn,
}

/// <summary>How consent was expressed.</summary>
public enum ConsentMethod
{
    /// <summary>A signed form.</summary>
    WrittenForm,

    /// <summary>An electronic form.</summary>
    Electronic,

    /// <summary>Spoken, and recorded by somebody else.</summary>
    Spoken,

    /// <summary>The declaration of a machine's operator.</summary>
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
        builder.HasStamp(c => c.Recorded);
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
            ) /* only a name: the rows come from the queries of ConsentGate */
    ;
}
