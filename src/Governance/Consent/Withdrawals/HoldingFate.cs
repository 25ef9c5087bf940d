namespace Governance.Consent;

/// <summary>What becomes of it.</summary>
public enum HoldingFate
{
    /// <summary>Rows and bytes are erased.</summary>
    Deleted,

    /// <summary>It stays, says that it lost something, and is not used anew.</summary>
    Marked,

    /// <summary>It left the house: whoever received it must be told.</summary>
    Notified,

    /// <summary>It stays, on a lawful ground that <see cref="ISubjectHolding.RemainsAsync"/> names.</summary>
    Stays,
}
