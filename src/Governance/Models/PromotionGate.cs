using Governance.Platform;

namespace Governance.Models;

/// <summary>
/// One condition on the way of an alias. This floor brings consent cover, loadability and parity; audits and ethics
/// reviews answer from the floors above. Register with <c>AddSingleton&lt;IPromotionGate, …&gt;</c>.
/// </summary>
public interface IPromotionGate
{
    /// <summary>Stable and short, as shown in the list: <c>consent cover</c>. See <see cref="GateNames"/> for those that an event refers to.</summary>
    string Name { get; }

    /// <summary>
    /// Answers for this move, now. Asked when a promotion is proposed and again inside the transaction that moves the
    /// alias, through the same context: read only, and do not save.
    /// </summary>
    Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct);
}

public enum AliasMove
{
    Promotion,
    Rollback,
}

/// <summary>Only <see cref="Unmet"/> stops a move. <see cref="NotAsked"/>: the gate has no say in this move; its line says why.</summary>
public enum GateState
{
    Met,
    Unmet,
    NotAsked,
}

public sealed record PromotionQuestion(Guid ModelVersionId, string Alias, AliasMove Move, DateTimeOffset At);

/// <param name="Gate">The gate's name.</param>
/// <param name="Line">One sentence for the person who decides: what was found against what was asked for.</param>
/// <param name="Link">Page inside the portal where it can be looked at or mended, as <c>/audits/…</c>; null = none.</param>
/// <param name="Digest">What the answer is bound to, 64 hex characters: the audit report, the review's decision; null = nothing.</param>
public sealed record GateAnswer(string Gate, GateState State, string Line, string? Link, string? Digest);

/// <summary>Gates whose digest an alias event keeps in a column of its own.</summary>
public static class GateNames
{
    public const string Consent = "consent cover";
    public const string Artifact = "artifact";
    public const string Parity = "parity";

    /// <summary>Answered by Audits; its digest becomes <see cref="AliasEvent.AuditDigest"/>.</summary>
    public const string Audit = "audit";

    /// <summary>Answered by Ethics; its digest becomes <see cref="AliasEvent.EthicsDecision"/>.</summary>
    public const string Ethics = "ethics review";
}
