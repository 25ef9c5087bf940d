using Governance.Platform;

namespace Governance.Models;

/// <summary>
/// A check before an alias moves. This capability has gates for consent cover, the model file and parity; Audits and Ethics
/// add theirs. Register a gate with <c>AddSingleton&lt;IPromotionGate, …&gt;</c>.
/// </summary>
public interface IPromotionGate
{
    /// <summary>
    /// The gate's name: short, stable and shown to people, such as <c>consent cover</c>. <see cref="GateNames"/> lists them.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// Answers for this move, now. It is called when a promotion is proposed, and again inside the transaction that moves the
    /// alias. It must only read from the context, and not save.
    /// </summary>
    Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct);
}
