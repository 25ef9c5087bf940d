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

/// <summary>What data may be used for. Consent is asked and given for each purpose alone.</summary>
public sealed class Purpose : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Short name used in maps, files and API: <c>research</c>.</summary>
    public required string Code { get; init; }
    public required string Title { get; set; }

    /// <summary>What is done under this purpose, in words for the person who is asked.</summary>
    public required string Description { get; set; }
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

/// <summary>
/// One event in the life of a consent: asked, given, refused, withdrawn. Records are only added; the state at any
/// instant follows from them by the published rule (see <see cref="ConsentRegistry"/>).
/// </summary>
public sealed class ConsentRecord : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Order of arrival; settles events of the same instant after “withdrawal wins”.</summary>
    public long Sequence { get; init; }
    public required Guid SubjectId { get; init; }
    public required Guid PurposeId { get; init; }
    public required ConsentState State { get; init; }

    /// <summary>Which modalities it covers; a photo may be refused where a note is allowed.</summary>
    public required Modalities Modalities { get; init; }

    /// <summary>When the person said it, not when it was typed in.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>Not valid from this instant on; null = until withdrawn.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Which notice was shown, with its version, and in which language (BCP 47).</summary>
    public required string Notice { get; init; }
    public required string Language { get; init; }
    public required ConsentMethod Method { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
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

/// <summary>The record that counts for a subject and a purpose at an instant; the shape of a query, not a table.</summary>
public sealed class EffectiveConsent
{
    public Guid SubjectId { get; init; }
    public Guid PurposeId { get; init; }
    public Guid RecordId { get; init; }
    public ConsentState State { get; init; }
    public Modalities Modalities { get; init; }
    public DateTimeOffset EffectiveAt { get; init; }
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>State permits and the record has not expired, at the instant that was asked.</summary>
    public bool Permits { get; init; }
}
