namespace Governance.Consent;

/// <summary>The status of a subject's consent for a purpose, as a filter for lists.</summary>
public enum Standing
{
    /// <summary>The effective record permits.</summary>
    Permits,

    /// <summary>It permits and ends within <see cref="Consents.Soon"/>.</summary>
    EndsSoon,

    /// <summary>It was given or renewed and is past its end.</summary>
    Expired,

    /// <summary>It was requested and not answered.</summary>
    Asked,

    /// <summary>It was refused.</summary>
    Refused,

    /// <summary>It was withdrawn.</summary>
    Withdrawn,

    /// <summary>There is no record.</summary>
    NoRecord,
}
