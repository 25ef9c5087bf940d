using Governance.Platform;

namespace Governance.Models;

/// <summary>
/// One condition on the way of an alias. This floor brings consent cover, loadability and parity; audits and ethics
/// reviews answer from the floors above. Register with <c>AddSingleton&lt;IPromotionGate, …&gt;</c>.
/// </summary>
public interface IPromotionGate
{
    /// <summary>
    /// Stable and short, as shown in the list: <c>consent cover</c>. See <see cref="GateNames"/> for those that an
    /// event refers to.
    /// </summary>
    string Name { get; }

    /// <summary>
    /// Answers for this move, now. Asked when a promotion is proposed and again inside the transaction that moves the
    /// alias, through the same context: read only, and do not save.
    /// </summary>
    Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct);
}
