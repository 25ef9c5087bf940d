namespace Governance.Web.Components;

/// <summary>The signs of states: ○ ◆ ◇ ⊘ ◔ ✕ ✓ ▲. Words always stand beside them.</summary>
public enum StateSign
{
    Plain,
    Sealed,
    Draft,
    Withdrawn,
    Running,
    Failed,
    Ok,
    Warn,
}
