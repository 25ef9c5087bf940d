namespace Governance.Consent;

/// <summary>Why a sample is excluded.</summary>
public enum Exclusion
{
    /// <summary>The subject has no consent record for the purpose.</summary>
    NoRecord,

    /// <summary>Consent was requested, and there is no answer yet.</summary>
    NotYetAnswered,

    /// <summary>The subject refused.</summary>
    Refused,

    /// <summary>The subject withdrew the consent.</summary>
    Withdrawn,

    /// <summary>The consent is past its end.</summary>
    Expired,

    /// <summary>The consent does not cover a modality of the sample.</summary>
    ModalityNotCovered,
}
