namespace Governance.Web.Components;

/// <summary>The signs of states. A sign always has a word next to it.</summary>
public enum StateSign
{
    /// <summary>○, a state that needs no emphasis.</summary>
    Plain,

    /// <summary>◆, sealed and unchangeable.</summary>
    Sealed,

    /// <summary>◇, a draft.</summary>
    Draft,

    /// <summary>⊘, withdrawn.</summary>
    Withdrawn,

    /// <summary>◔, under way.</summary>
    Running,

    /// <summary>✕, failed.</summary>
    Failed,

    /// <summary>✓, passed or done.</summary>
    Ok,

    /// <summary>▲, needs attention.</summary>
    Warn,
}
