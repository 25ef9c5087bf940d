using Governance.Audits;
using Governance.Inference.Fusion;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Tests.Audits;

/// <summary>The pure report on numbers whose figures follow by hand.</summary>
public sealed class ReportTests
{
    private static readonly RunCounter Told = new(CancellationToken.None);

    private static readonly AuditSuite Suite = new() { Replicates = 200, MinimumGroup = 10 };

    /// <summary>
    /// Forty samples of four subjects, two classes. A model that is right with the photo, guesses class 0 with text alone,
    /// and reads its answer from the first entry of the image vector.
    /// </summary>
    private static (AuditedRows Rows, PredictMasked Ask) World(int n = 40, double confidence = .8)
    {
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i % 2)];
        float[] image = [.. labels.SelectMany(l => new[] { l == 1 ? 1f : -1f, .5f })];
        var rows = new AuditedRows(
            ["dry", "leak"],
            Modalities.Text | Modalities.Image,
            new(new(new float[n * 2], n, 2), new(image, n, 2), new(new float[n], n, 1)),
            [.. Enumerable.Repeat(Modalities.Text | Modalities.Image, n)],
            labels,
            [.. Enumerable.Range(0, n).Select(i => i / 10)],
            [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? "day" : "dim")],
            [
                .. Enumerable
                    .Range(0, n)
                    .Select(i =>
                        (IReadOnlyDictionary<string, string>)
                            new Dictionary<string, string>
                            {
                                ["light"] = i < n / 2 ? "day" : "dim",
                                ["site"] = i == 0 ? "south" : "north",
                            }
                    ),
            ]
        );
        float[] Answer(FusionVectors vectors, Modalities[] masks) =>
            [
                .. masks.SelectMany(
                    (m, i) =>
                        (m.Has(Modality.Image) && vectors[Modality.Image].Row(i)[0] > 0)
                            ? new[] { 1 - (float)confidence, (float)confidence }
                            : [(float)confidence, 1 - (float)confidence]
                ),
            ];
        return (rows, Answer);
    }

    private static CoreSections Core(AuditSuite? suite = null)
    {
        var (rows, ask) = World();
        return CoreMeasures.Of(rows, MaskedPredictions.Of(rows, ask), null, suite ?? Suite, Told);
    }

    [Fact]
    public void Two_subjects_who_happen_to_agree_make_no_figure_certain()
    {
        int[] rows = [.. Enumerable.Range(0, 40)];
        double[] values = [.. rows.Select(i => i % 2 == 0 ? -1.0 : 1)];
        var uncertainty = new Uncertainty([.. rows.Select(i => i / 20)], Suite, Told);

        // Each draw of the two is the same; forty values of ±1 have a standard error of .16.
        foreach (
            var figure in new[]
            {
                uncertainty.Mean(rows, values),
                uncertainty.Paired(rows, 1, w => [rows.Sum(i => w[i] * values[i]) / w.Sum()])[0],
            }
        )
        {
            Assert.Equal((0, Uncertainty.Subjects), (figure.Value, figure.Method));
            Assert.InRange(figure.Low!.Value, -.45, -.2);
            Assert.InRange(figure.High!.Value, .2, .45);
        }
        var many = new Uncertainty([.. rows.Select(i => i / 2)], Suite, Told).Mean(rows, values);
        Assert.Equal((0.0, 0.0), (many.Low, many.High));
    }

    [Fact]
    public void The_mask_matrix_says_what_is_left()
    {
        var masks = Core().Masks;
        Assert.Equal([3, 1, 2], masks.Rows.Select(r => (int)r.Used));
        Assert.Equal([1.0, .5, 1.0], masks.Rows.Select(r => r.Accuracy.Value!.Value));
        Assert.Equal([.2, .3, .2], masks.Rows.Select(r => Math.Round(r.CalibrationError.Value!.Value, 6)));
        Assert.Equal([null, .5, 0.0], masks.Rows.Select(r => r.Drop?.Value));
        Assert.Equal(-Math.Log(.8), masks.Rows[0].LogLoss.Value!.Value, 6);
        Assert.Equal("light", masks.GroupBy);
        // All right in every draw: only Wilson's interval is honest about forty samples.
        Assert.InRange(masks.Rows[0].Accuracy.Low!.Value, .90, .93);
    }

    [Fact]
    public void Shapley_values_add_up_and_name_the_photo()
    {
        var contribution = Core().Contribution;
        Assert.Equal([0.0, .5], contribution.Rows.Select(r => Math.Round(r.Accuracy.Value!.Value, 12)));
        Assert.Equal(.5, contribution.Sum!.Value, 12);
        Assert.Equal(1.0, contribution.Dominance.Figure.Value!.Value, 12);
        Assert.Equal(0.0, contribution.Synergy.Figure.Value!.Value, 12);
        Assert.Equal(0.0, Assert.Single(contribution.Pairs).Accuracy.Value!.Value, 12);
    }

    [Fact]
    public void Groups_that_are_too_small_are_shown_and_judge_nothing()
    {
        var site = Core().Fairness.Attributes.Single(a => a.Attribute == "site");
        Assert.Equal(1, site.Groups.Single(g => g.Name == "south").Accuracy.N);
        Assert.False(site.Groups.Single(g => g.Name == "south").Accuracy.Sufficient);
        Assert.Null(site.Gap.Value);
        Assert.Contains("cannot be compared", site.Line.Text, StringComparison.Ordinal);
        var light = Core().Fairness.Attributes.Single(a => a.Attribute == "light");
        Assert.Equal(0.0, light.Gap.Value);
        Assert.Equal(1.0, light.GapChance);
    }

    [Fact]
    public void Thresholds_that_cannot_be_judged_neither_pass_nor_fail()
    {
        var report = Report(Suite with { MinimumGroup = 40 });
        Assert.Equal(ThresholdState.NotJudged, report.Thresholds.Single(t => t.Name == "worst-group").State);
        Assert.Equal(ThresholdState.Unmet, report.Thresholds.Single(t => t.Name == "drop-without-image").State);
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
        Assert.Contains(
            "Accuracy lost without image: 50 %",
            Assert.Single(report.Findings).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(report.Findings[0], report.Highlights[0].Sentence);
        Assert.Equal(AuditVerdict.Passed, Report(Suite with { MaximumDrop = null }).Verdict);
        Assert.True(Report(Suite).Thresholds.Single(t => t.Name == "accuracy").Certain);
    }

    [Fact]
    public void Disturbance_lowers_the_curve_from_its_clean_point()
    {
        var (rows, ask) = World();
        var noise = RobustnessMeasures.Noise(rows, ask, Suite, Told);
        var image = noise.Curves.Single(c => c.Disturbed == Modalities.Image);
        Assert.Equal(1.0, image.Points[0].Accuracy.Value);
        Assert.True(image.Points[^1].Accuracy.Value < .9);
        Assert.All(noise.Curves.Single(c => c.Disturbed == Modalities.Text).Points, p =>
            Assert.Equal(1.0, p.Accuracy.Value!.Value, 9)
        );
        var wiped = RobustnessMeasures
            .Dropout(rows, ask, Suite, Told)
            .Curves.Single(c => c.Disturbed == Modalities.Image)
            .Points[^1];
        Assert.Equal(.5, wiped.Accuracy.Value!.Value, 9);
    }

    [Fact]
    public void A_clock_is_tolerated_as_far_as_both_directions_hold()
    {
        var (rows, _) = World();
        float[] Right(double share) =>
            [
                .. rows.Labels.SelectMany(
                    (l, i) => (l == 1) == (i < share * rows.Count) ? new[] { .2f, .8f } : [.8f, .2f]
                ),
            ];
        float[] good = [.. rows.Labels.SelectMany(l => l == 1 ? new[] { .2f, .8f } : [.8f, .2f])];
        var clock = ClockMeasures.Of(
            rows,
            [.. Enumerable.Range(0, rows.Count)],
            [Right(.5), good, good, good, good, good, good],
            Suite,
            Told
        );
        Assert.Equal(.15, clock.Tolerance);
    }

    [Fact]
    public void The_digest_is_of_the_content_and_survives_storage()
    {
        var report = Report(Suite);
        Assert.Equal(report.Digest(), Report(Suite).Digest());
        Assert.NotEqual(report.Digest(), Report(Suite with { Seed = 2 }).Digest());
        var stored = System.Text.Json.JsonSerializer.Deserialize<AuditReport>(
            CanonicalJson.Text(report),
            CanonicalJson.Options
        )!;
        Assert.Equal(report.Digest(), stored.Digest());
    }

    [Fact]
    public void Few_subjects_and_small_groups_are_said()
    {
        var limits = string.Join(' ', Report(Suite).Limits);
        Assert.Contains("4 subjects", limits, StringComparison.Ordinal);
        Assert.Contains("1 group has fewer than 10 samples", limits, StringComparison.Ordinal);
    }

    private static AuditReport Report(AuditSuite suite)
    {
        var (rows, ask) = World();
        var id = Guid.Empty;
        var bound = new AuditBinding(
            id,
            "fault",
            1,
            new('a', 64),
            id,
            "All",
            new('b', 64),
            new('b', 64),
            "research",
            new('c', 64),
            "test",
            suite
        );
        var selection = new AuditSelection(
            rows.Count,
            4,
            rows.Complete.Length,
            true,
            0,
            new Dictionary<string, int>(),
            [new("dry", 20), new("leak", 20)]
        );
        return AuditReportBuilder.Of(
            bound,
            selection,
            GroupMeasures.Sizes(rows),
            new(
                CoreMeasures.Of(rows, MaskedPredictions.Of(rows, ask), null, suite, Told),
                RetrievalMeasures.Of(rows, null, new(rows.Subjects, suite, Told)),
                RobustnessMeasures.Noise(rows, ask, suite, Told),
                RobustnessMeasures.Dropout(rows, ask, suite, Told),
                ClockMeasures.NotMeasured(new AuditText("clock-no-sensor"))
            )
        );
    }
}
