using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Audits;
using Governance.Consent;
using Governance.Platform;
using Governance.Statistics.Calibration;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using ParquetSharp;
using Encoding = System.Text.Encoding;

namespace Governance.Tests.Audits;

public sealed class AuditPredictionsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_report_can_be_recomputed_from_the_exported_predictions()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var row = await lab.FinishedAsync((await lab.StartAsync()).Id);
        var report = AuditRuns.Report(row.Audit)!;
        var table = (await lab.Slice.Get<AuditPredictions>().ReadAsync(Slice.Steward, row.Audit.Id, Ct)).Value;
        Assert.Equal((report.Samples.Count, 0), (table.Rows.Count, table.Missing));

        var lines = Encoding.UTF8.GetString(table.ToJsonLines()).TrimEnd('\n').Split('\n');
        var exported = lines.Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(report.Samples.Count, exported.Count);
        double[] confidence =
        [
            .. exported.Select(e => e["probabilities"]!.AsArray().Max(p => (double)p!.GetValue<float>())),
        ];
        bool[] right = [.. exported.Select(e => (string?)e["label"] == (string?)e["predicted"])];
        double[] surprise =
        [
            .. exported.Select(e =>
                -Math.Log(e["probabilities"]![table.Classes.ToList().IndexOf((string)e["label"]!)]!.GetValue<float>())
            ),
        ];
        Assert.Equal(
            Judgement.Named(report.Core.Overall, "accuracy").Value!.Value,
            right.Average(r => r ? 1.0 : 0),
            12
        );
        Assert.Equal(
            Judgement.Named(report.Core.Calibration.Measures, "ece").Value!.Value,
            ReliabilityDiagram.EqualWidth(confidence, right).Expected!.Value,
            9
        );
        Assert.Equal(Judgement.Named(report.Core.Calibration.Measures, "log-loss").Value!.Value, surprise.Average(), 9);
        // The difference of a probability and 1 in single precision was wrong by 1e-8.
        double[] squares =
        [
            .. exported.SelectMany(e =>
                e["probabilities"]!
                    .AsArray()
                    .Select(
                        (p, c) =>
                            Math.Pow(
                                (double)p!.GetValue<float>() - (table.Classes[c] == (string?)e["label"] ? 1 : 0),
                                2
                            )
                    )
            ),
        ];
        Assert.Equal(
            Judgement.Named(report.Core.Calibration.Measures, "brier").Value!.Value,
            squares.Sum() / exported.Count,
            12
        );

        using var file = new ParquetFileReader(new MemoryStream(table.ToParquet()));
        using var group = file.RowGroup(0);
        Assert.Equal(table.Rows.Count, group.MetaData.NumRows);
        using var first = group.Column(6).LogicalReader<float>();
        Assert.Equal(table.Rows.Select(r => r.Probabilities[0]), first.ReadAll((int)group.MetaData.NumRows));
        Assert.Equal(
            table.Classes,
            JsonSerializer.Deserialize<string[]>(file.FileMetaData.KeyValueMetadata["classes"])!
        );

        Assert.IsType<NotAllowed>(
            (await lab.Slice.Get<AuditPredictions>().ReadAsync(Slice.Nobody, row.Audit.Id, Ct)).Refusal
        );
        Assert.IsType<NotFound>(
            (await lab.Slice.Get<AuditPredictions>().ReadAsync(Slice.Steward, Guid.NewGuid(), Ct)).Refusal
        );
    }

    [Fact]
    public async Task A_withdrawn_subject_is_left_out_at_once()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var row = await lab.FinishedAsync((await lab.StartAsync()).Id);
        foreach (var subject in (await lab.TestSubjectsAsync()).Take(1))
            await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        var table = (await lab.Slice.Get<AuditPredictions>().ReadAsync(Slice.Steward, row.Audit.Id, Ct)).Value;
        Assert.Equal(20, table.Missing);
        Assert.Equal(AuditRuns.Report(row.Audit)!.Samples.Count - 20, table.Rows.Count);
    }

    [Fact]
    public async Task Two_audits_are_compared_in_pairs_on_the_same_samples()
    {
        await using var lab = await AuditLab.OpenAsync(server);
        var suite = new AuditSuite { MinimumSubjects = 1, Replicates = 100 };
        var first = await lab.FinishedAsync((await lab.StartAsync(suite)).Id);
        var second = await lab.FinishedAsync((await lab.StartAsync(suite with { Seed = 2 })).Id);
        var door = lab.Slice.Get<AuditPredictions>();
        var same = (await door.CompareAsync(Slice.Steward, first.Audit.Id, second.Audit.Id, Ct)).Value;
        Assert.Equal((0, 0, 1.0, 0.0), (same.OnlyFirst, same.OnlySecond, same.PValue, same.Accuracy.Value));
        Assert.Equal(
            "fault 1 and fault 1 are right equally often; the 95 % interval of the difference includes 0.",
            same.Line
        );

        // The second version forgets: every answer of it becomes wrong.
        await using (var db = lab.Slice.Db())
            await db.Database.ExecuteSqlAsync(
                $"""
                UPDATE audit_predictions SET probabilities = CASE label WHEN 0 THEN ARRAY[0,1]::real[] ELSE ARRAY[1,0]::real[] END
                WHERE audit_id = {second.Audit.Id}
                """,
                Ct
            );
        var worse = (await door.CompareAsync(Slice.Steward, first.Audit.Id, second.Audit.Id, Ct)).Value;
        var right = (int)Math.Round(worse.FirstAccuracy.Value!.Value * worse.Count);
        Assert.Equal((right, 0, 0.0), (worse.OnlyFirst, worse.OnlySecond, worse.SecondAccuracy.Value));
        Assert.Equal(-worse.FirstAccuracy.Value.Value, worse.Accuracy.Value!.Value, 12);
        Assert.True(worse.Accuracy.High < 0 && worse.LogLoss.Low > 0 && worse.PValue < .001);
        Assert.StartsWith("fault 1 is right", worse.Line, StringComparison.Ordinal);

        // Few subjects: the difference is shown, and nothing is said about chance.
        var strict = await lab.FinishedAsync((await lab.StartAsync(suite with { MinimumSubjects = 50 })).Id);
        var few = (await door.CompareAsync(Slice.Steward, strict.Audit.Id, second.Audit.Id, Ct)).Value;
        Assert.Null(few.PValue);
        Assert.EndsWith("too few to tell how far this holds for others.", few.Line, StringComparison.Ordinal);
    }
}
