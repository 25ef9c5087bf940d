using Governance.Access;
using Governance.Audits;
using Governance.Platform;

namespace Governance.Samples;

/// <summary>
/// Sets what the sample champion needs: an audit suite and a promotion policy, each proposed by the steward and approved by the
/// compliance officer.
/// </summary>
internal sealed class SamplePolicies(Users users, AuditSuites suites, PromotionPolicies policies)
{
    private const string SuiteName = "pump-fault";

    /// <summary>
    /// The default thresholds, with more subjects. Groups are the shifts, because few test samples are of one pump.
    /// </summary>
    private static readonly AuditSuite Suite = new() { MinimumSubjects = Subjects, GroupBy = "shift" };

    private const int Subjects = 8;

    /// <summary>The approved suite; proposed and approved when there is none.</summary>
    public async Task<Guid> SuiteAsync(CancellationToken ct)
    {
        var existing = (
            await SampleSteps.AllAsync(cursor => suites.ListAsync(Actor.Portal, null, cursor, null, ct))
        ).FirstOrDefault(s => s.Name == SuiteName && s.State != SuiteState.Rejected);
        existing ??= SampleSteps.Expect(
            await suites.ProposeAsync(
                await PersonAsync("steward@sample.local", ct),
                new(
                    SuiteName,
                    Suite,
                    "The default thresholds, with the shifts as groups, because few test samples are of one pump."
                ),
                ct
            )
        );
        if (existing.State == SuiteState.Proposed)
            SampleSteps.Expect(
                await suites.ApproveAsync(await PersonAsync("compliance@sample.local", ct), existing.Id, ct)
            );
        return existing.Id;
    }

    /// <summary>Puts the policy of the alias in force; false when it is.</summary>
    /// <param name="evaluationVersionId">The sealed version that audits must be on.</param>
    public async Task<bool> NextAsync(string model, string alias, Guid evaluationVersionId, CancellationToken ct)
    {
        var all = await SampleSteps.AllAsync(cursor => policies.ListAsync(Actor.Portal, model, cursor, null, ct));
        var current = all.FirstOrDefault(p =>
            p.Policy.Alias == alias && p.Policy.State is PolicyState.InForce or PolicyState.Proposed
        );
        if (current?.Policy.State == PolicyState.InForce)
            return false;
        current ??= SampleSteps.Expect(
            await policies.ProposeAsync(
                await PersonAsync("steward@sample.local", ct),
                model,
                alias,
                new(
                    await SuiteAsync(ct),
                    evaluationVersionId,
                    MaximumAgeDays: 365,
                    MinimumSubjects: Subjects,
                    MinimumSamples: 30,
                    MaximumWithdrawnShare: .1,
                    "The suite of the synthetic station, on the version that the models learned from."
                ),
                ct
            )
        );
        SampleSteps.Expect(
            await policies.ApproveAsync(await PersonAsync("compliance@sample.local", ct), current.Policy.Id, ct)
        );
        return true;
    }

    private async Task<Actor> PersonAsync(string email, CancellationToken ct) =>
        SampleSteps.Expect(await users.ActorAsync(email, Actor.Portal, ct));
}
