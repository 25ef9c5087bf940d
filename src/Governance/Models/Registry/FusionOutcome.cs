namespace Governance.Models;

/// <summary>Whether fusing was worth it, by the right answers on the same test samples.</summary>
public enum FusionOutcome
{
    /// <summary>The version answers more of them right than the best single modality.</summary>
    Gained,

    /// <summary>It answers as many right.</summary>
    Tied,

    /// <summary>A single modality answers more of them right.</summary>
    NotWorthIt,
}
