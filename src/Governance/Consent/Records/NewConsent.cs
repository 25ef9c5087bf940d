namespace Governance.Consent;

/// <summary>A consent event to record.</summary>
/// <param name="EffectiveAt">When the subject expressed it; not in the future.</param>
/// <param name="ValidUntil">End of validity, exclusive; null = until withdrawn.</param>
/// <param name="Notice">The notice that was shown, with its version; at most 200 characters.</param>
/// <param name="Language">Language of the notice (BCP 47).</param>
public sealed record NewConsent(
    Guid SubjectId,
    Guid PurposeId,
    ConsentState State,
    Modalities Modalities,
    DateTimeOffset EffectiveAt,
    DateTimeOffset? ValidUntil,
    string Notice,
    string Language,
    ConsentMethod Method
);
