namespace Governance.Models;

/// <summary>Whether a gate lets an alias move.</summary>
public enum GateState
{
    /// <summary>Its requirement is met.</summary>
    Met,

    /// <summary>Its requirement is not met: the alias does not move.</summary>
    Unmet,

    /// <summary>It does not apply to this move; its answer says why.</summary>
    NotAsked,
}
