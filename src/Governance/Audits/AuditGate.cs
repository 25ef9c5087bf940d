using Governance.Catalog;
using Governance.Models;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// A promotion needs a policy in force for the alias, and the newest finished audit by the policy's suite version on its
/// evaluation version that passed and keeps the policy. Every other audit is exploratory and opens nothing. A rollback to a version
/// that was promoted by a policy needs none.
/// </summary>
public sealed class AuditGate : IPromotionGate
{
    /// <inheritdoc/>
    public string Name => GateNames.Audit;

    /// <inheritdoc/>
    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        if (question.Move == AliasMove.Rollback && await WasPromotedByPolicyAsync(db, question, ct))
            return new(Name, GateState.NotAsked, new RollbackWasAudited(), null, null);
        var model = await (
            from version in db.Set<ModelVersion>()
            where version.Id == question.ModelVersionId
            join one in db.Set<Model>() on version.ModelId equals one.Id
            select new { one.Id, one.Name }
        ).SingleAsync(ct);
        if (await PromotionPolicies.InForceAsync(db, model.Id, question.Alias, ct) is not { } policy)
            return Unmet(new NoPromotionPolicy(question.Alias, model.Name), $"/models/{model.Name}/policies");
        var data = await db.Set<DatasetVersion>()
            .AsNoTracking()
            .SingleAsync(v => v.Id == policy.Policy.EvaluationVersionId, ct);
        if (data.State != VersionState.Sealed)
            return Unmet(
                new PolicyDataGone(data.Name, await SuccessorAsync(db, data.Id, ct)),
                $"/models/{model.Name}/policies"
            );
        var audit = await AuditRuns.BindingAsync(db, policy.Policy, question.ModelVersionId, ct);
        if (audit is null)
            return Unmet(
                new NoAuditByPolicy(
                    policy.Suite,
                    policy.SuiteNumber,
                    policy.EvaluationVersion,
                    await db.Set<AuditRun>()
                        .CountAsync(
                            a => a.ModelVersionId == question.ModelVersionId && a.State == AuditState.Finished,
                            ct
                        )
                ),
                $"/models/{model.Name}/policies"
            );
        return await JudgeAsync(db, question, policy, audit, ct);
    }

    /// <summary>
    /// Whether this gate let the version through to the alias before, by a policy. A version that was promoted before there were
    /// policies needs an audit now, because nobody has approved what it was measured by.
    /// </summary>
    private async Task<bool> WasPromotedByPolicyAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var answers = await (
            from moved in db.Set<AliasEvent>()
            where
                moved.ToVersionId == question.ModelVersionId
                && moved.Alias == question.Alias
                && moved.Move == AliasMove.Promotion
            join answer in db.Set<AliasGateAnswer>() on moved.ProposalId equals answer.ProposalId
            where answer.Gate == Name && answer.Phase == GatePhase.Moving && answer.State == GateState.Met
            select answer.Answer
        ).ToListAsync(ct);
        return answers.Any(a => a is AuditByPolicy);
    }

    private static async Task<string?> SuccessorAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var next = await DatasetVersions.NewestSuccessorAsync(db, versionId, ct);
        return next is { State: VersionState.Sealed } ? $"version {next.Number} “{next.Name}”" : null;
    }

    private GateAnswer Unmet(Message answer, string link) => new(Name, GateState.Unmet, answer, link, null);

    private async Task<GateAnswer> JudgeAsync(
        GovernanceDb db,
        PromotionQuestion question,
        PolicyRow policy,
        AuditRun audit,
        CancellationToken ct
    )
    {
        var head = AuditRuns.Head(audit);
        var days = Math.Max(0, (int)Math.Floor((question.At - audit.FinishedAt!.Value).TotalDays));
        var faults = new List<Message>();
        if (audit.Verdict != AuditVerdict.Passed)
            faults.Add(
                new AuditDidNotPass(
                    audit.Verdict == AuditVerdict.NotAssessed,
                    head.Findings is [var first, ..] ? first : null
                )
            );
        if (question.At - audit.FinishedAt.Value > TimeSpan.FromDays(policy.Policy.MaximumAgeDays))
            faults.Add(new AuditTooOld(days, policy.Policy.MaximumAgeDays));
        var (samples, subjects) = (head.Samples?.Count ?? 0, head.Samples?.Subjects ?? 0);
        if (subjects < policy.Policy.MinimumSubjects)
            faults.Add(new PolicyAsksMoreSubjects(subjects, policy.Policy.MinimumSubjects));
        if (samples < policy.Policy.MinimumSamples)
            faults.Add(new PolicyAsksMoreSamples(samples, policy.Policy.MinimumSamples));
        var cover = await ModelCover.OfAsync(db, question.ModelVersionId, question.At, ct);
        if (!cover.Clean(policy.Policy.MaximumWithdrawnShare))
            faults.Add(new PolicyAllowsLessWithdrawn(cover.Share, policy.Policy.MaximumWithdrawnShare));
        if (
            question.ApproverId is { } approver
            && policy.Policy.ApproverRole is { } role
            && !await HasRoleAsync(db, approver, role, ct)
        )
            faults.Add(new PolicyWantsApprover(role));
        return new(
            Name,
            faults.Count == 0 ? GateState.Met : GateState.Unmet,
            new AuditByPolicy(
                policy.Suite,
                policy.SuiteNumber,
                policy.EvaluationVersion,
                days,
                subjects,
                samples,
                faults,
                [.. (head.Thresholds ?? []).Select(t => t.Line)]
            ),
            $"/models/audits/{audit.Id}",
            audit.ReportDigest
        );
    }

    private static Task<bool> HasRoleAsync(GovernanceDb db, Guid userId, string role, CancellationToken ct) =>
        (
            from held in db.Set<IdentityUserRole<Guid>>()
            where held.UserId == userId
            join one in db.Set<IdentityRole<Guid>>() on held.RoleId equals one.Id
            where one.Name == role
            select held.UserId
        ).AnyAsync(ct);
}
