using Governance.Audits;
using Governance.Inference.Fusion;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Tests.Audits;

/// <summary>The pure report on numbers whose figures follow by hand.</summary>
public sealed class ReportTests
{
    private static readonly RunCounter Told = new(CancellationToken.None);

    private static readonly AuditSuite Suite = new()
    {
        Replicates = 200,
        MinimumGroup = 10,
        MinimumSubjects = 4,
    };

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
    public void A_threshold_that_cannot_be_assessed_is_not_met()
    {
        var unknown = Report(Suite with { MinimumGroup = 40, MaximumDrop = null });
        Assert.Equal(AuditVerdict.Failed, unknown.Verdict);
        Assert.Equal(
            "Worst group: not met, because it could not be assessed: there are too few samples or groups "
                + "(required: at least 40 %).",
            Assert.Single(unknown.Findings).Text
        );
        Assert.Contains(unknown.Highlights, h => h.Grave && h.Sentence == unknown.Findings[0]);
        Assert.Equal(AuditVerdict.Passed, Report(Suite with { MaximumDrop = null }).Verdict);
    }

    [Fact]
    public void The_worst_of_one_group_is_not_assessed()
    {
        // “south” has one sample, so “north” is the only group that is large enough.
        var report = Report(Suite with { GroupBy = "site", MaximumDrop = null });
        Assert.Equal((null, null), (report.Core.Masks.Rows[0].WorstGroup.Value, report.Core.Masks.Rows[0].WorstName));
        Assert.Equal(ThresholdState.NotJudged, report.Thresholds.Single(t => t.Name == "worst-group").State);
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
    }

    [Fact]
    public void Figures_of_the_complete_samples_need_as_many_subjects_and_samples_as_the_suite_requires()
    {
        static ThresholdState StateOf(AuditReport report, string line) =>
            report.Thresholds.Single(t => t.Name.StartsWith(line, StringComparison.Ordinal)).State;
        var suite = Suite with { MinimumFusionGain = -1, MaximumDrop = null };
        Assert.Equal(ThresholdState.Met, StateOf(Report(suite), "fusion-gain"));

        // All samples are of four subjects, but the complete ones of only three.
        var few = Report(suite, completeSubjects: 3);
        Assert.Equal(
            (ThresholdState.NotJudged, ThresholdState.Met, AuditVerdict.Failed),
            (StateOf(few, "fusion-gain"), StateOf(few, "accuracy"), few.Verdict)
        );
        var drop = Report(Suite with { MaximumDrop = 1 }, completeSubjects: 3);
        Assert.Equal(
            [ThresholdState.NotJudged, ThresholdState.NotJudged],
            drop.Thresholds.Where(t => t.Name.StartsWith("drop-without-", StringComparison.Ordinal))
                .Select(t => t.State)
        );
        // The suite's minimum applies to the complete samples as well.
        var small = Report(suite with { MinimumSamples = 41 });
        Assert.Equal(ThresholdState.NotJudged, StateOf(small, "fusion-gain"));
    }

    [Fact]
    public void A_required_gap_without_any_attribute_is_a_line_that_is_not_met()
    {
        var report = Report(Suite with { MaximumGroupGap = 1, MaximumDrop = null }, attributes: false);
        Assert.Equal(ThresholdState.NotJudged, report.Thresholds.Single(t => t.Name == "gap").State);
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
        var compared = Report(Suite with { MaximumGroupGap = 1, MaximumDrop = null });
        Assert.DoesNotContain(compared.Thresholds, t => t.Name == "gap");
        Assert.Contains(compared.Thresholds, t => t is { Name: "gap-light", State: ThresholdState.Met });
    }

    [Fact]
    public void With_too_few_subjects_nothing_is_assessed_and_nothing_is_said_about_chance()
    {
        // Right by day, wrong by dim light: with enough subjects the report says that chance does not explain it.
        static string Told(AuditReport report) =>
            string.Join(
                '\n',
                report
                    .Highlights.SelectMany(h => new[] { h.Sentence, h.Means })
                    .Concat(report.Thresholds.Select(t => t.Line))
                    .Concat(report.Core.Fairness.Attributes.Select(a => a.Line))
            );
        var enough = Report(Suite, DayOnly, [.. Enumerable.Range(0, 40).Select(i => i / 2)]);
        Assert.Equal(AuditVerdict.Failed, enough.Verdict);
        Assert.Contains(
            "chance alone produces a gap like this in fewer than 5 of 100",
            Told(enough),
            StringComparison.Ordinal
        );
        // Of two subjects by day and two by dim light, chance makes the worse two those by dim light once in six times.
        Assert.Contains("chance alone can explain it (p = 0.", Told(Report(Suite, DayOnly)), StringComparison.Ordinal);

        foreach (
            var suite in new[]
            {
                Suite with
                {
                    MinimumSubjects = 5,
                },
                Suite with
                {
                    MinimumSubjects = 5,
                    MaximumDrop = null,
                },
            }
        )
        foreach (var answer in new PredictMasked?[] { null, DayOnly })
        {
            var few = Report(suite, answer);
            Assert.Equal(AuditVerdict.NotAssessed, few.Verdict);
            Assert.Equal(
                "The samples come from only 4 subjects; the suite requires at least 5. With fewer, nothing is assessed.",
                few.Findings[0].Text
            );
            Assert.Equal(few.Findings[0], few.Highlights[0].Sentence);
            Assert.All(few.Thresholds.Skip(2), t =>
                Assert.Equal((ThresholdState.NotJudged, false), (t.State, t.Certain))
            );
            Assert.All(few.Core.Fairness.Attributes, a => Assert.Null(a.GapChance));
            Assert.DoesNotMatch(
                "(alone can|fewer than 5 of|within chance|beyond chance|above 0|may have decided)",
                Told(few)
            );
        }
    }

    [Fact]
    public void A_model_that_is_no_better_than_its_photo_or_than_frequencies_misses_those_thresholds()
    {
        var report = Report(Suite with { MinimumFusionGain = .01 });
        var gain = report.Thresholds.Single(t => t.Name == "fusion-gain");
        Assert.Equal((ThresholdState.Unmet, 0.0), (gain.State, gain.Found.Value!.Value));
        Assert.True(gain.Found.Low < 0 && gain.Found.High > 0);
        Assert.Equal(ThresholdState.Met, Report(Suite).Thresholds.Single(t => t.Name == "fusion-gain").State);

        // ln 2 for two equal classes, less −ln .8.
        var nats = Report(Suite).Thresholds.Single(t => t.Name == "log-loss-gain");
        Assert.Equal(Math.Log(2) + Math.Log(.8), nats.Found.Value!.Value, 6);
        Assert.Contains("0.47 nats", nats.Line.Text, StringComparison.Ordinal);
        Assert.Contains("required: at least 0.00 nats", nats.Line.Text, StringComparison.Ordinal);
        var sure = Report(Suite, (vectors, masks) => [.. masks.SelectMany(_ => new[] { .99f, .01f })]);
        Assert.Equal(ThresholdState.Unmet, sure.Thresholds.Single(t => t.Name == "log-loss-gain").State);
    }

    [Fact]
    public void The_calibration_error_has_fifteen_bins_whatever_the_diagram_has()
    {
        // One of ten bins holds both confidences and hides the error; two of fifteen do not.
        static float[] Answer(FusionVectors vectors, Modalities[] masks) =>
            [.. masks.SelectMany((_, i) => i % 2 == 0 ? new[] { .62f, .38f } : [.68f, .32f])];
        foreach (var bins in new[] { 10, 15, 20 })
        {
            var report = Report(Suite with { Bins = bins }, Answer);
            Assert.Equal(.53, Judgement.Named(report.Core.Calibration.Measures, "ece").Value!.Value, 6);
            Assert.All(report.Core.Masks.Rows, r => Assert.Equal(.53, r.CalibrationError.Value!.Value, 6));
            Assert.Equal(bins, report.Core.Calibration.Bins.Count);
            Assert.Contains(
                $"({bins} equal-width bins)",
                report.Core.Calibration.Measures.Single(m => m.Name == "max-error").Title.Text,
                StringComparison.Ordinal
            );
            Assert.Contains(
                "15 equal-width bins",
                report.Core.Calibration.Measures.Single(m => m.Name == "ece").Title.Text,
                StringComparison.Ordinal
            );
        }
    }

    private static float[] DayOnly(FusionVectors vectors, Modalities[] masks) =>
        [
            .. masks.SelectMany(
                (_, i) => (vectors[Modality.Image].Row(i)[0] > 0) == (i < 20) ? new[] { .2f, .8f } : [.8f, .2f]
            ),
        ];

    [Fact]
    public void Thresholds_are_judged_and_the_worst_miss_comes_first()
    {
        var report = Report(Suite);
        Assert.Equal(ThresholdState.Unmet, report.Thresholds.Single(t => t.Name == "drop-without-image").State);
        Assert.Equal(AuditVerdict.Failed, report.Verdict);
        Assert.Contains(
            "Accuracy lost without image: 50 %",
            Assert.Single(report.Findings).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(report.Findings[0], report.Highlights[0].Sentence);
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

    /// <param name="subjects">The subject of each sample; null = four subjects, two by day and two by dim light.</param>
    /// <param name="completeSubjects">Subjects of the complete samples; null = as the report counts them.</param>
    /// <param name="attributes">Whether the samples have attributes to compare.</param>
    private static AuditReport Report(
        AuditSuite suite,
        PredictMasked? answer = null,
        int[]? subjects = null,
        int? completeSubjects = null,
        bool attributes = true
    )
    {
        var (rows, ask) = World();
        if (!attributes)
            rows = rows with { Attributes = [.. rows.Attributes.Select(_ => new Dictionary<string, string>())] };
        if (subjects is not null)
            rows = rows with { Subjects = subjects };
        ask = answer ?? ask;
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
            [new("dry", 20), new("leak", 20)],
            CompleteSubjects: completeSubjects
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
