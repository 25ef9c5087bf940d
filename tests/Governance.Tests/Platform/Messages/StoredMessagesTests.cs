using Governance.Audits;
using Governance.Consent;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Audits;
using Governance.Tests.Consent;
using Governance.Tests.Ethics;
using Governance.Tests.Ingestion;
using Governance.Tests.Models;

namespace Governance.Tests.Platform.Messages;

/// <summary>Jobs store codes with values in the database; pages and the API show sentences.</summary>
public sealed class StoredMessagesTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_stores_no_sentence_and_its_report_says_all_of_them()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var started = await lab.StartAsync(
            new()
            {
                Replicates = 100,
                MinimumAccuracy = 1,
                MaximumGroupGap = 0,
            }
        );
        var row = await lab.FinishedAsync(started.Id);

        Sentences.AssertNone(Assert.Single(await lab.Slice.ColumnAsync("audit_runs", "report")));
        Sentences.AssertCodes(await lab.Slice.ColumnAsync("runs", "title"));
        Sentences.AssertCodes(await lab.Slice.ColumnAsync("runs", "stage"));
        var report = AuditRuns.Report(row.Audit)!;
        Assert.Contains(report.Findings, f => f.Text.StartsWith("Accuracy: ", StringComparison.Ordinal));
        Assert.All(report.Limits, limit => Assert.EndsWith(".", limit.Text, StringComparison.Ordinal));
        var facts = (await lab.Audits.NewestAsync(Slice.Steward, lab.Version.Id, Ct)).Value!;
        Assert.Equal(report.Findings.Select(f => f.Text), facts.Findings.Select(f => f.Text));
    }

    [Fact]
    public async Task A_withdrawal_stores_no_sentence_and_its_certificate_says_all_of_them()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var plan = (
            await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, WithdrawnPurposes.All, Ct)
        ).Value;
        var done = await world.WithdrawnAsync();

        Sentences.AssertCodes(await world.Slice.ColumnAsync("withdrawal_steps", "title"));
        Sentences.AssertCodes(await world.Slice.ColumnAsync("withdrawal_steps", "what_happens"));
        Sentences.AssertNone(Assert.Single(await world.Slice.ColumnAsync("withdrawals", "remains")));
        Sentences.AssertCodes(await world.Slice.ColumnAsync("runs", "title"));
        Assert.Equal(
            plan.Steps.Select(s => (s.Title, s.WhatHappens)),
            done.Steps.OrderBy(s => s.Place).ThenBy(s => s.Ordinal).Select(s => (s.Title, s.WhatHappens))
        );
        Assert.Contains(done.Withdrawal.Remains, r => r.StartsWith("Ledger entries: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_run_stores_its_refusal_and_shows_what_and_remedy()
    {
        await using var lab = await TrainingLab.OpenAsync(
            server,
            6,
            new(Text: 2, Image: 2, Noise: 0.5f),
            ("site", ["north"])
        );
        var started = (await lab.TrainAsync(work: false)).Single();
        foreach (var subject in lab.Subjects.Skip(2))
            await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        await lab.Slice.WorkAsync();

        Assert.Equal(
            """{"code":"too-few-subjects","values":{"subjects":2}}""",
            Assert.Single(await lab.Slice.ColumnAsync("runs", "error"))
        );
        Sentences.AssertCodes(await lab.Slice.ColumnAsync("model_versions", "error"));
        var run = await lab.Slice.RunAsync(started.Run.Id);
        Assert.Equal(new TooFewSubjects(2).Text, run.Error);
        Assert.Equal(new TooFewSubjects(2), run.ErrorMessage);
    }

    [Fact]
    public async Task What_an_import_rejects_is_stored_with_its_values()
    {
        await using var lab = await ImportLab.OpenAsync(server);
        var files = lab.Write(
            "day",
            ("001/visits.csv", Maps.VisitsTable + "2025-04-12T09:00:00,a.jpg\n"),
            ("001/photos/a.jpg", "no picture"),
            ("001/heat.csv", Maps.Heat())
        );
        var (_, run, refusals) = await lab.ImportAsync(Maps.Visits, files);

        Assert.Equal(["not-an-image", "row-ragged"], refusals.Select(r => r.Code).Distinct().Order());
        Sentences.AssertCodes(await lab.Slice.ColumnAsync("run_refusals", "what"));
        Assert.Empty(await lab.Slice.ColumnAsync("run_refusals", "remedy"));
        Assert.All(await lab.Slice.ColumnAsync("imported_files", "facts"), Sentences.AssertNone);
        Assert.Equal(RunState.Succeeded, run.State);
        Assert.All(refusals, r =>
        {
            Assert.Equal(r.Code, r.Reason.Code);
            Assert.False(string.IsNullOrWhiteSpace(r.What));
            Assert.False(string.IsNullOrWhiteSpace(r.Remedy));
        });
    }

    [Fact]
    public async Task A_decided_review_stores_no_sentence_of_the_portal_and_keeps_what_members_wrote()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var emil = await slice.MemberAsync(
            "Emil",
            MemberKind.Nonscientific,
            EthicsPolicies.Read,
            EthicsPolicies.Vote,
            EthicsPolicies.Submit
        );
        var sara = await slice.MemberAsync("Sara", MemberKind.Nonscientific);
        var udo = await slice.MemberAsync("Udo", MemberKind.Scientific);
        var ida = await slice.MemberAsync("Ida", MemberKind.Scientific);
        var eve = await slice.MemberAsync("Eve", MemberKind.Scientific);
        var review = await slice.SubmittedAsync(emil, await slice.VersionAsync());
        EthicsWorld.Expect(
            await slice.Get<EthicsReviews>().DeclareConflictAsync(eve, review.Id, "my team trained it", Ct)
        );
        var decided = await slice.DecideAsync(review, VoteChoice.For, sara, udo, ida);

        var minutes = Assert.Single(await slice.ColumnAsync("ethics_reviews", "minutes"));
        Assert.Contains("\"submitter-has-interest\"", minutes, StringComparison.Ordinal);
        Assert.DoesNotContain(new SubmitterHasInterest().Text, minutes, StringComparison.Ordinal);
        Assert.Contains("\"my team trained it\"", minutes, StringComparison.Ordinal);
        Assert.Equal(
            [new SubmitterHasInterest().Text, "my team trained it"],
            decided.Minutes!.Board.Select(s => s.Conflict?.Text).OfType<string>().OrderDescending()
        );
        Assert.Equal(decided.DecisionDigest, decided.Minutes.Digest());
    }

    [Fact]
    public async Task Gates_store_what_they_found_and_say_it()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var version = await slice.VersionAsync();
        string name;
        await using (var db = slice.Db())
            name = (await db.Set<Model>().FindAsync([version.ModelId], Ct))!.Name;
        var proposed = await slice.Get<ModelAliases>().ProposeAsync(Slice.Steward, name, "champion", 1, "r", Ct);
        Assert.True(proposed.Ok, proposed.Refusal?.What);

        Sentences.AssertCodes(await slice.ColumnAsync("alias_gate_answers", "line"));
        Assert.Contains(proposed.Value.Answers, a =>
            a.Line.StartsWith("No promotion policy is in force for “champion”", StringComparison.Ordinal)
        );
        Assert.Contains(proposed.Value.Answers, a => a.Line == "No ethics review covers this version as champion.");
    }
}
