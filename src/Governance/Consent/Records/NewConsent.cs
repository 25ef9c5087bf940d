namespace Governance.Consent;

/// <summary>A consent event as a person or a file states it.</summary>
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
