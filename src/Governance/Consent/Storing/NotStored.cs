namespace Governance.Consent;

/// <summary>Why data of a subject is not stored.</summary>
public enum NotStored
{
    /// <summary>The subject's data was erased after a withdrawal, and no new consent has been entered since.</summary>
    Erased,

    /// <summary>No purpose has a valid consent, and the newest record is a refusal.</summary>
    Refused,

    /// <summary>No purpose has a valid consent, and the newest record is a withdrawal.</summary>
    Withdrawn,

    /// <summary>No purpose has a valid consent, and the newest one has expired.</summary>
    Expired,

    /// <summary>No purpose has a valid consent, and the newest record is a request without an answer.</summary>
    NotAnswered,

    /// <summary>There is no consent record for any of the purposes, and the dataset requires one.</summary>
    NoConsent,
}
