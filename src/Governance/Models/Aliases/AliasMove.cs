namespace Governance.Models;

/// <summary>The two ways in which an alias moves.</summary>
public enum AliasMove
{
    /// <summary>To any ready version, with a second person's approval.</summary>
    Promotion,

    /// <summary>Back to a version that the alias has pointed to, by one person.</summary>
    Rollback,
}
