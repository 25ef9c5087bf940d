using Governance.Audits;
using Governance.Models;
using Governance.Platform;
using Governance.Testing;
using Governance.Tests.Ethics;

namespace Governance.Tests.Audits;

public sealed class AuditsWaitingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, int> NoGroups = [];

    private static async Task<AuditsWaiting> WaitingAsync(Slice slice, TimeSpan back) =>
        (await slice.Get<AuditRuns>().WaitingAsync(Slice.Steward, slice.Time.GetUtcNow() - back, Ct)).Value;

    [Fact]
    public async Task A_version_waits_until_it_is_audited_and_again_when_its_newest_audit_did_not_pass()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var (version, _) = (await slice.VersionAsync(), await slice.VersionAsync(ModelVersionState.Training));
        var week = TimeSpan.FromDays(7);
        Assert.Equal(new AuditsWaiting(1, 0, 0), await WaitingAsync(slice, week));
        Assert.Equal(
            [version.Id],
            (await slice.Get<AuditRuns>().UnauditedAsync(Slice.Steward, 10, Ct)).Value.Select(v => v.VersionId)
        );

        var failed = await slice.AuditAsync(version, false, NoGroups, "It guesses.");
        Assert.Equal(new AuditsWaiting(0, 1, 1), await WaitingAsync(slice, week));
        slice.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(new AuditsWaiting(0, 1, 0), await WaitingAsync(slice, week));

        var passed = await slice.AuditAsync(version, true, NoGroups);
        Assert.Equal(new AuditsWaiting(0, 0, 1), await WaitingAsync(slice, week));
        var marks = (await slice.Get<AuditRuns>().OfVersionsAsync(Slice.Steward, [version.Id], Ct)).Value;
        Assert.Equal(
            [(passed.Id, AuditVerdict.Passed), (failed.Id, AuditVerdict.Failed)],
            marks.Select(m => (m.AuditId, m.Verdict!.Value))
        );
        Assert.Equal(
            [failed.Id],
            (
                await slice.Get<AuditRuns>().ListAsync(Slice.Steward, null, AuditVerdict.Failed, null, null, Ct)
            ).Value.Items.Select(r => r.Audit.Id)
        );
    }

    [Fact]
    public async Task Who_may_not_read_audits_is_told_nothing_of_them()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var shelf = slice.Get<AuditRuns>();
        Assert.Equal(RefusalKind.Forbidden, (await shelf.WaitingAsync(Slice.Nobody, Slice.Start, Ct)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await shelf.UnauditedAsync(Slice.Nobody, 10, Ct)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await shelf.OfVersionsAsync(Slice.Nobody, [], Ct)).Refusal!.Kind);
    }
}
