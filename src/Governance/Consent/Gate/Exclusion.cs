namespace Governance.Consent;

/// <summary>Why a sample stays out. In words on every page that shows a count.</summary>
public enum Exclusion
{
    NoRecord,
    NotYetAnswered,
    Refused,
    Withdrawn,
    Expired,
    ModalityNotCovered,
}
