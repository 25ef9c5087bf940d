namespace Governance.Models;

/// <summary>Whether an alias answers predictions.</summary>
public enum AliasState
{
    /// <summary>Its version answers.</summary>
    InService,

    /// <summary>A compliance officer has suspended it: a fallback version answers, or none.</summary>
    Suspended,

    /// <summary>It has ended: nothing answers, and it never moves again.</summary>
    Retired,
}
