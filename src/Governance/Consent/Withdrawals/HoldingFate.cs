namespace Governance.Consent;

/// <summary>What a withdrawal does with the things of a holding.</summary>
public enum HoldingFate
{
    /// <summary>Rows and content are erased.</summary>
    Deleted,

    /// <summary>They are kept, marked as incomplete, and not used again.</summary>
    Marked,

    /// <summary>They were delivered: the recipients must be notified.</summary>
    Notified,

    /// <summary>They are kept, for a lawful reason that <see cref="ISubjectHolding.RemainsAsync"/> states.</summary>
    Stays,
}
