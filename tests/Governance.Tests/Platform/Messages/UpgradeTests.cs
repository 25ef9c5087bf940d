using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Governance.Audits;
using Governance.Consent;
using Governance.Ethics;
using Governance.Ingestion;
using Governance.Models;
using Governance.Monitoring;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Governance.Tests.Platform.Messages;

/// <summary>Rows that were stored as sentences, before the migration to codes, show the same sentences after it.</summary>
public sealed class UpgradeTests(TestDatabase server)
{
    private const string Before = "20261128230326_RunStages";
    private static readonly Guid Id = Guid.Parse("01a208c6-0000-7000-8000-000000000000");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A whole report as version 1 stored it, canonical.</summary>
    private static string Report { get; } =
        File.ReadAllText(SourceTree.PathOf("tests/Governance.Tests/Audits/report-of-schema-1.json")).Trim();

    private const string Minutes = """
        {"number": 1, "title": "Leaks", "modelVersionId": "01a208c6-0000-7000-8000-000000000000", "alias": "champion",
        "openedAt": "2026-03-02T08:00:00+00:00", "closedAt": "2026-03-02T09:00:00+00:00", "closedBy": "Sara",
        "board": [{"memberId": "01a208c6-0000-7000-8000-000000000000",
        "userId": "01a208c6-0000-7000-8000-000000000000", "name": "Emil", "kind": "nonscientific", "present": true,
        "conflict": "whoever submits a review has an interest in it", "mayVote": false}], "quorum": {"active": 1,
        "needed": 1, "present": 0, "nonscientific": 0, "held": false,
        "missing": "1 of 1 members have to be there who may vote, and 0 are"}, "tally": {"for": 0, "against": 0,
        "abstained": 0, "present": 0}, "outcome": "rejected", "conditions": []}
        """;

    [Fact]
    public async Task Runs_and_what_they_rejected()
    {
        await using var db = await UpgradedAsync(
            $"""
            INSERT INTO runs (id, kind, title, target_id, started_by_id, started_by, created_at, state, attempt,
                cancel_requested, stage, done, total, unit, error)
            VALUES ('{Id}', 'import', 'Import day.zip into Pumps', '{Id}', '{Id}', 'Sara', now(), 'Failed', 1, false,
                'training: validation loss 0.312', 0, 0, 'files',
                'The disk of the server is full, so nothing of this was kept. '
                || 'Ask an administrator to free space on it, then do the same again.');
            INSERT INTO run_refusals (run_id, code, file, row, what, remedy, count)
            VALUES ('{Id}', 'time-unreadable', 'a.csv', 7, 'The time cannot be read: “later” is no time.', 'Mend the cell.', 3);
            INSERT INTO imported_files (id, import_id, path, source_digest, length, state, facts)
            VALUES ('{Id}', '{Id}', 'a.jpg', '', 0, 'Refused', '{Refused}');
            """
        );
        var run = await db.Set<Run>().SingleAsync(Ct);
        Assert.Equal("Import day.zip into Pumps", run.Title);
        Assert.Equal("training: validation loss 0.312", run.Stage);
        Assert.Equal(
            "The disk of the server is full, so nothing of this was kept. "
                + "Ask an administrator to free space on it, then do the same again.",
            run.Error
        );
        var refusal = await db.Set<RunRefusal>().SingleAsync(Ct);
        Assert.Equal(
            ("time-unreadable", "The time cannot be read: “later” is no time.", "Mend the cell."),
            (refusal.Code, refusal.What, refusal.Remedy)
        );
        var file = FileFacts.From((await db.Set<ImportedFile>().SingleAsync(Ct)).Facts!).Refused!;
        Assert.Equal(
            ("not-an-image", "“a.jpg” is no image that is read.", "JPEG, PNG, WebP and TIFF are."),
            (file.Code, file.Refusal.What, file.Refusal.Remedy)
        );
    }

    private const string Refused = """
        {"role": "image", "refused": {"code": "not-an-image", "what": "“a.jpg” is no image that is read.",
        "remedy": "JPEG, PNG, WebP and TIFF are."}}
        """;

    [Fact]
    public async Task Withdrawals_with_their_steps_and_what_remains()
    {
        await using var db = await UpgradedAsync(
            $"""
            INSERT INTO withdrawals (id, subject_id, purpose_ids, all_purposes, erases, requested_by_id, requested_by,
                requested_at, state, run_id, blobs_deleted, remains)
            VALUES ('{Id}', '{Id}', '[]', true, true, '{Id}', 'Sara', now(), 'Done', '{Id}', 0,
                '["2 consent records with the pseudonym, and this withdrawal."]');
            INSERT INTO withdrawal_steps (withdrawal_id, holding, ordinal, title, place, fate, what_happens, planned, things, done)
            VALUES ('{Id}', 'samples', 1, 'samples', 'Samples', 'Deleted',
                'Photos, notes, thumbnails and windows are deleted.', 2, '[]', 2);
            """
        );
        Assert.Equal(
            ["2 consent records with the pseudonym, and this withdrawal."],
            (await db.Set<Withdrawal>().SingleAsync(Ct)).Remains
        );
        var step = await db.Set<WithdrawalStep>().SingleAsync(Ct);
        Assert.Equal(("samples", "Photos, notes, thumbnails and windows are deleted."), (step.Title, step.WhatHappens));
    }

    [Fact]
    public async Task Audits_with_every_sentence_of_their_reports_and_the_same_digest()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Report)));
        await using var db = await UpgradedAsync(
            $"""
            INSERT INTO audit_runs (id, model_version_id, dataset_version_id, state, verdict, report, report_digest,
                created_at, created_by, finished_at, suite)
            VALUES ('{Id}', '{Id}', '{Id}', 'Finished', 'Failed', $json${Report}$json$, '{digest}', now(), 'Stefan', now(), '{"{}"}');
            """
        );
        var audit = await db.Set<AuditRun>().SingleAsync(Ct);
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(AuditRuns.Bytes(audit)!)));
        var report = AuditRuns.Report(audit)!;
        Assert.Equal(1, report.Schema);
        // It was judged without the thresholds that suites have today.
        Assert.Equal(
            (1, null, null),
            (
                report.Bound.Suite.MinimumSubjects,
                report.Bound.Suite.MinimumFusionGain,
                report.Bound.Suite.MinimumLogLossGain
            )
        );
        var again = JsonNode.Parse(CanonicalJson.Text(report))!;
        foreach (var later in new[] { "minimumSubjects", "minimumFusionGain", "minimumLogLossGain" })
            again["bound"]!["suite"]!.AsObject().Remove(later);
        // Every sentence is a text in the report, so that written again the report is the same to the byte.
        Assert.Equal(Report, CanonicalJson.Text(again));
        Assert.All(report.Thresholds, t => Assert.IsType<WrittenMessage>(t.Line));
        var facts = (await AuditRuns.NewestAsync(db, Id, Ct))!;
        Assert.Equal(report.Findings, facts.Findings);
        Assert.StartsWith(
            "100 % (95 % to 100 %, n\u00a0=\u00a080) of the answers are right;",
            report.Highlights[0].Sentence.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Decided_reviews_what_gates_answered_alerts_and_failed_trainings()
    {
        await using var db = await UpgradedAsync(
            $"""
            INSERT INTO ethics_reviews (id, number, model_version_id, alias, title, lay_summary, risks, state,
                submitted_by_id, submitted_by, created_at, minutes, decision_digest)
            VALUES ('{Id}', 1, '{Id}', 'champion', 'Leaks', 'It finds leaks.', '[]', 'Rejected', '{Id}', 'Emil', now(), '{Minutes}', 'd');
            INSERT INTO alias_gate_answers (id, proposal_id, phase, ordinal, asked_at, gate, state, line)
            VALUES ('{Id}', '{Id}', 'Proposing', 0, now(), 'audit', 'Unmet', 'No audit of this version is finished.');
            INSERT INTO drift_alerts (id, check_id, line, raised_at, state)
            VALUES ('{Id}', '{Id}', 'The batch differs from the reference in text (p < 0.001).', now(), 'Open');
            INSERT INTO model_versions (id, model_id, number, state, dataset_version_id, manifest_digest, purpose_id,
                fusion, options, seed, created_at, created_by, run_id, losses, excluded, error, code_version)
            VALUES ('{Id}', '{Id}', 1, 'Failed', '{Id}', 'm', '{Id}', 'Early', '{"{}"}', 1, now(), 'Sara', '{Id}',
                '[]', '{"{}"}', 'All usable samples come from one subject.', 'test');
            """
        );
        var minutes = (await db.Set<EthicsReview>().SingleAsync(Ct)).Minutes!;
        Assert.Equal("whoever submits a review has an interest in it", Assert.Single(minutes.Board).Conflict?.Text);
        Assert.Equal(CanonicalJson.Text(System.Text.Json.Nodes.JsonNode.Parse(Minutes)), CanonicalJson.Text(minutes));
        Assert.Equal("No audit of this version is finished.", (await db.Set<AliasGateAnswer>().SingleAsync(Ct)).Line);
        Assert.Equal(
            "The batch differs from the reference in text (p < 0.001).",
            (await db.Set<DriftAlert>().SingleAsync(Ct)).Line
        );
        Assert.Equal("All usable samples come from one subject.", (await db.Set<ModelVersion>().SingleAsync(Ct)).Error);
    }

    /// <summary>
    /// A database of the release before with these rows, brought to the present schema.
    /// The rows stand alone: nothing that they refer to is there.
    /// </summary>
    private async Task<GovernanceDb> UpgradedAsync(string rows)
    {
        var connection = await server.CreateDatabaseAsync();
        var options = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(options, connection);
        var db = new GovernanceDb(options.Options);
        await db.GetService<IMigrator>().MigrateAsync(Before, Ct);
        await server.AdministerAsync(
            $"SET session_replication_role = replica; {rows}",
            new NpgsqlConnectionStringBuilder(connection).Database
        );
        await db.Database.MigrateAsync(Ct);
        return db;
    }
}
