namespace Governance.Consent;

/// <summary>The effective record of a subject for a purpose at a point in time; a query result, not a table.</summary>
public sealed class EffectiveConsent
{
    /// <summary>The subject.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>The purpose.</summary>
    public Guid PurposeId { get; init; }

    /// <summary>The effective <see cref="ConsentRecord"/>.</summary>
    public Guid RecordId { get; init; }

    /// <summary>State of the record.</summary>
    public ConsentState State { get; init; }

    /// <summary>Modalities that the record covers.</summary>
    public Modalities Modalities { get; init; }

    /// <summary>When the subject expressed it.</summary>
    public DateTimeOffset EffectiveAt { get; init; }

    /// <summary>End of validity, exclusive; null = until withdrawn.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether the record is given or renewed and had not expired at the time of the query.</summary>
    public bool Permits { get; init; }
}
