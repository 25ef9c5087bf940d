using System.Security.Cryptography;
using Governance.Audits;
using Governance.Consent;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Testing;
using Governance.Tests.Platform;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Tests.Audits;

public sealed class AuditJobTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_judges_the_test_part_and_is_bound_witnessed_and_unchangeable()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var row = await lab.FinishedAsync((await lab.StartAsync()).Id);
        var report = AuditRuns.Report(row.Audit)!;
        await using var db = lab.Slice.Db();
        var test = await db.Set<ModelVersionSample>()
            .CountAsync(p => p.VersionId == lab.Version.Id && p.Role == SampleRole.Test, Ct);
        Assert.Equal(test, report.Samples.Count);
        Assert.Equal(160 - test, report.Samples.Seen);
        Assert.True(report.Samples.HeldOut);
        Assert.Equal(
            (lab.Version.OnnxDigest, lab.Cut.ManifestDigest),
            (report.Bound.OnnxDigest, report.Bound.ManifestDigest)
        );
        Assert.Equal((AuditVerdict.NotAssessed, AuditVerdict.NotAssessed), (row.Audit.Verdict, report.Verdict));
        Assert.Equal(report.Findings[0], report.Highlights[0].Sentence);
        Assert.Equal(
            [Modalities.Text | Modalities.Image, Modalities.Text, Modalities.Image],
            report.Core.Masks.Rows.Select(r => r.Used)
        );
        Assert.Equal(
            report.Core.Contribution.Everything.Value!.Value - report.Core.Contribution.Nothing.Value!.Value,
            report.Core.Contribution.Sum!.Value,
            12
        );
        Assert.Equal(2, report.Retrieval.Rows.Count);
        Assert.Equal("the model reads no sensor.", report.Clock.NotMeasured?.Text);
        Assert.DoesNotContain(report.GroupSizes.Keys, k => k.StartsWith("fault", StringComparison.Ordinal));
        Assert.Equal(test, report.GroupSizes["light=day"] + report.GroupSizes["light=dim"]);
        Assert.All(report.Core.Strata.Rows, r =>
            Assert.True(r.Accuracy.Low <= r.Accuracy.Value && r.Accuracy.Value <= r.Accuracy.High)
        );

        Assert.Equal(row.Audit.ReportDigest, Convert.ToHexStringLower(SHA256.HashData(AuditRuns.Bytes(row.Audit)!)));
        Assert.Equal(row.Audit.ReportDigest, report.Digest());
        Assert.Equal(
            ["audit.started", "audit.finished"],
            await db.Set<LedgerEntry>()
                .Where(e => e.ThingId == row.Audit.Id)
                .OrderBy(e => e.Id)
                .Select(e => e.Kind)
                .ToListAsync(Ct)
        );
        var back = await lab.Slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.Audit(row.Audit.Id), Ct);
        Assert.Contains(back.SelectMany(s => s.Edges), e => e.Input == ThingKey.ModelVersion(lab.Version.Id));
        Assert.Empty(await db.Set<AuditStage>().ToListAsync(Ct));
        var edited = await Assert.ThrowsAsync<PostgresException>(() =>
            db.Set<AuditRun>().ExecuteUpdateAsync(s => s.SetProperty(a => a.Verdict, AuditVerdict.Passed), Ct)
        );
        Assert.Contains("never changes", edited.MessageText, StringComparison.Ordinal);

        var facts = (await lab.Audits.NewestAsync(Slice.Steward, lab.Version.Id, Ct)).Value!;
        Assert.Equal(
            (row.Audit.ReportDigest, report.GroupSizes["light=day"]),
            (facts.Digest, facts.GroupSizes["light=day"])
        );
    }

    [Fact]
    public async Task A_grouping_that_the_samples_do_not_have_is_refused_with_those_that_they_have()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        async Task<Refusal?> RefusalAsync(AuditSuite suite) =>
            (await lab.Audits.StartAsync(Slice.Steward, new(lab.Version.Id, null, suite), Ct)).Refusal;
        var unknown = Assert.IsType<UnknownName>(await RefusalAsync(new() { GroupBy = "lihgt" }));
        Assert.Equal(("suite.groupBy", "Did you mean “light”? Known: “light”."), (unknown.Field, unknown.Remedy));
        Assert.IsType<UnknownName>(
            (
                await lab.Audits.OutlookAsync(Slice.Steward, new(lab.Version.Id, null, new() { GroupBy = "lihgt" }), Ct)
            ).Refusal
        );
        Assert.IsType<UnfitText>(await RefusalAsync(new() { GroupBy = "light\0" }));
        foreach (
            var suite in new AuditSuite[]
            {
                new() { MinimumSamples = int.MaxValue },
                new() { MinimumGroup = 0 },
                new() { MinimumSubjects = 0 },
                new()
                {
                    MinimumAccuracy = null,
                    MinimumGain = null,
                    MinimumFusionGain = null,
                    MinimumLogLossGain = null,
                    MaximumCalibrationError = null,
                    MaximumDrop = null,
                    MinimumWorstGroup = null,
                },
                new() { MinimumAccuracy = double.NaN },
                new() { MaximumDrop = double.PositiveInfinity },
                new() { Bins = int.MaxValue },
            }
        )
            Assert.IsType<SuiteUnusable>(await RefusalAsync(suite));
        Assert.Null(await RefusalAsync(new() { GroupBy = "light" }));
    }

    [Fact]
    public async Task Killed_between_sections_it_goes_on_and_ends_in_the_same_digest()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var whole = await lab.FinishedAsync((await lab.StartAsync(new() { Seed = 3 })).Id);
        var broken = await lab.StartAsync(new() { Seed = 3 });
        Assert.NotEqual(whole.Audit.Id, broken.Id);
        await using var db = lab.Slice.Db();
        using var clock = new StopOnce(() => db.Set<AuditStage>().Any(s => s.AuditId == broken.Id));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            lab.Job().RunAsync(lab.ContextOf(broken, clock), clock.Token)
        );
        var half = await db.Set<AuditStage>().AsNoTracking().Where(s => s.AuditId == broken.Id).ToListAsync(Ct);
        Assert.InRange(half.Count, 1, 4);

        var row = await lab.FinishedAsync(broken.Id);
        Assert.Equal(whole.Audit.ReportDigest, row.Audit.ReportDigest);
        Assert.Equal(2, await db.Set<LedgerEntry>().CountAsync(e => e.ThingId == broken.Id, Ct));

        // Doing it once more changes nothing.
        await lab.Job().RunAsync(lab.ContextOf(broken), Ct);
        Assert.Equal(2, await db.Set<LedgerEntry>().CountAsync(e => e.ThingId == broken.Id, Ct));
        var other = await lab.FinishedAsync((await lab.StartAsync(new() { Seed = 4 })).Id);
        Assert.NotEqual(whole.Audit.ReportDigest, other.Audit.ReportDigest);
    }

    [Fact]
    public async Task A_kept_section_of_other_samples_does_not_count()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var audit = await lab.StartAsync();
        await using var db = lab.Slice.Db();
        db.Add(
            new AuditStage
            {
                AuditId = audit.Id,
                Name = "core",
                SamplesDigest = new('0', 64),
                Content = "{}",
            }
        );
        await db.SaveChangesAsync(Ct);
        var row = await lab.FinishedAsync(audit.Id);
        Assert.NotEmpty(AuditRuns.Report(row.Audit)!.Core.Overall);
    }

    [Fact]
    public async Task Withdrawn_test_subjects_stay_out_and_when_none_is_left_the_audit_is_refused()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var test = await lab.TestSubjectsAsync();
        var before = (await lab.Audits.OutlookAsync(Slice.Steward, new(lab.Version.Id), Ct)).Value;
        var waiting = await lab.StartAsync(new() { Seed = 9 });
        foreach (var subject in test)
            await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        var refused = Assert.IsType<NothingToAudit>(
            (await lab.Audits.StartAsync(Slice.Steward, new(lab.Version.Id), Ct)).Refusal
        );
        Assert.Contains($"{before.Count} withdrawn", refused.What, StringComparison.Ordinal);

        // The one that was waiting asks the gate when it reads, and leaves nothing half-done.
        await lab.Slice.WorkAsync();
        var run = await lab.Slice.RunAsync(waiting.RunId!.Value);
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("withdrawn", run.Error, StringComparison.Ordinal);
        var row = (await lab.Audits.FindAsync(Slice.Steward, waiting.Id, Ct)).Value;
        Assert.Equal((AuditState.Failed, (string?)null), (row.Audit.State, row.Audit.Report));
        Assert.Null((await lab.Audits.NewestAsync(Slice.Steward, lab.Version.Id, Ct)).Value);
    }

    [Fact]
    public async Task What_cannot_be_audited_is_refused_before_a_run_begins()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        Assert.IsType<NotAllowed>((await lab.Audits.StartAsync(Slice.Nobody, new(lab.Version.Id), Ct)).Refusal);
        Assert.IsType<NotFound>((await lab.Audits.StartAsync(Slice.Steward, new(Guid.NewGuid()), Ct)).Refusal);
        Assert.IsType<NotFound>(
            (await lab.Audits.StartAsync(Slice.Steward, new(lab.Version.Id, Guid.NewGuid()), Ct)).Refusal
        );
        Assert.IsType<SuiteUnusable>(
            (
                await lab.Audits.StartAsync(Slice.Steward, new(lab.Version.Id, null, new() { MaximumDrop = 3 }), Ct)
            ).Refusal
        );
        var first = await lab.StartAsync();
        Assert.Equal(first.Id, (await lab.StartAsync()).Id);

        // Another version: what the model learned from stays out and is counted.
        var other = await lab.SealAsync("Again", 160);
        var selection = (await lab.Audits.OutlookAsync(Slice.Steward, new(lab.Version.Id, other.Id), Ct)).Value;
        Assert.False(selection.HeldOut);
        Assert.Equal(160, selection.Seen + selection.Count);
        await using var db = lab.Slice.Db();
        var learned = await db.Set<ModelVersionSample>()
            .CountAsync(p => p.VersionId == lab.Version.Id && p.Role != SampleRole.Test, Ct);
        Assert.Equal(learned, selection.Seen);
    }
}
