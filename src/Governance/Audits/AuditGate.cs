using Governance.Models;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>
/// A promotion needs a finished audit of the version that passed; the newest audit counts. A rollback needs none.
/// </summary>
public sealed class AuditGate : IPromotionGate
{
    /// <inheritdoc/>
    public string Name => GateNames.Audit;

    /// <inheritdoc/>
    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        if (question.Move == AliasMove.Rollback)
            return new(Name, GateState.NotAsked, new RollbackWasAudited(), null, null);
        if (await AuditRuns.NewestAsync(db, question.ModelVersionId, ct) is not { } audit)
            return new(Name, GateState.Unmet, new NoAuditFinished(), null, null);
        if (audit.Passed)
            return new(Name, GateState.Met, new AuditPassed(), audit.Path, audit.Digest);
        return new(
            Name,
            GateState.Unmet,
            new AuditNotPassed(audit.Findings.Count > 0 ? audit.Findings[0] : null),
            audit.Path,
            audit.Digest
        );
    }
}
