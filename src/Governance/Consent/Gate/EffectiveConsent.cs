namespace Governance.Consent;

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
