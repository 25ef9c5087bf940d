namespace Governance.Monitoring;

/// <summary>What a check says about a batch.</summary>
public enum DriftVerdict
{
    /// <summary>Every modality was compared, and none differs beyond chance.</summary>
    NoDrift,

    /// <summary>At least one modality differs beyond chance.</summary>
    Drift,

    /// <summary>None that was compared differs, but at least one has too few vectors to tell.</summary>
    CannotTell,
}
