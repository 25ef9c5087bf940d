using Governance.Models;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>No promotion without a finished audit of the version that passed; the newest one counts.</summary>
public sealed class AuditGate : IPromotionGate
{
    public string Name => GateNames.Audit;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        if (question.Move == AliasMove.Rollback)
            return new(
                Name,
                GateState.NotAsked,
                "A rollback goes back to a version that was audited when it was promoted.",
                null,
                null
            );
        if (await AuditRuns.NewestAsync(db, question.ModelVersionId, ct) is not { } audit)
            return new(Name, GateState.Unmet, "No audit of this version is finished.", null, null);
        if (audit.Passed)
            return new(Name, GateState.Met, "The newest audit of this version passed.", audit.Path, audit.Digest);
        var finding = audit.Findings.Count > 0 ? audit.Findings[0].TrimEnd('.') : "its report says why";
        return new(
            Name,
            GateState.Unmet,
            $"The newest audit of this version did not pass: {finding}.",
            audit.Path,
            audit.Digest
        );
    }
}
