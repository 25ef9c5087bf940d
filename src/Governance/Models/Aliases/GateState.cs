namespace Governance.Models;

/// <summary>Only <see cref="Unmet"/> stops a move. <see cref="NotAsked"/>: the gate has no say in this move; its line says why.</summary>
public enum GateState
{
    Met,
    Unmet,
    NotAsked,
}
