namespace Governance.Consent;

/// <summary>Where a subject stands under a purpose, as lists are filtered by it.</summary>
public enum Standing
{
    Permits,
    EndsSoon,
    Expired,
    Asked,
    Refused,
    Withdrawn,
    NoRecord,
}
