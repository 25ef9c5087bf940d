using Governance.Platform;

namespace Governance.Audits;

/// <summary>
/// Compares figures with a suite's thresholds. A figure without a value, for want of samples or groups, is not assessed and so
/// not met. With fewer subjects than the suite requires, no figure is assessed.
/// </summary>
internal static class Judgement
{
    /// <summary>The line that decides whether anything is assessed.</summary>
    public const string SubjectsLine = "subjects";

    public static IReadOnlyList<ThresholdResult> Of(
        CoreSections core,
        RobustnessSection noise,
        AuditSelection samples,
        AuditSuite suite
    )
    {
        var full = core.Masks.Rows[0];
        var results = new List<ThresholdResult> { EnoughSamples(samples, suite), EnoughSubjects(samples, suite) };
        void Ask(double? bound, Threshold threshold, Figure found, string? detail = null, int? of = null)
        {
            var subjects = Math.Min(samples.Subjects, of ?? samples.Subjects);
            if (bound is { } asked)
                results.Add(
                    subjects < suite.MinimumSubjects
                        ? Unassessed(threshold, asked, found, detail, subjects)
                        : Judge(threshold, asked, found, detail)
                );
        }
        // A figure of only the complete samples needs as many of them as the suite requires in all.
        void AskOfComplete(double? bound, Threshold threshold, Figure found) =>
            Ask(
                bound,
                threshold,
                found.N < suite.MinimumSamples ? found with { Value = null, Low = null, High = null } : found,
                of: samples.CompleteSubjects
            );
        Ask(
            suite.MinimumAccuracy,
            Threshold.AtLeast(
                "accuracy",
                new AuditText("threshold-accuracy-title"),
                new AuditText("threshold-accuracy-means")
            ),
            Named(core.Overall, "accuracy")
        );
        Ask(
            suite.MinimumGain,
            Threshold.AtLeast("gain", new AuditText("threshold-gain-title"), new AuditText("threshold-gain-means")),
            Named(core.Overall, "gain")
        );
        AskOfComplete(
            suite.MinimumFusionGain,
            Threshold.AtLeast(
                "fusion-gain",
                new AuditText("threshold-fusion-gain-title"),
                new AuditText("threshold-fusion-gain-means")
            ),
            core.Contribution.Synergy.Figure
        );
        Ask(
            suite.MinimumLogLossGain,
            Threshold.AtLeast(
                "log-loss-gain",
                new AuditText("threshold-log-loss-gain-title"),
                new AuditText("threshold-log-loss-gain-means")
            ) with
            {
                Unit = Phrases.Nats,
            },
            Named(core.Overall, "log-loss-gain")
        );
        Ask(
            suite.MaximumCalibrationError,
            Threshold.AtMost(
                "calibration",
                new AuditText("threshold-calibration-15-title"),
                new AuditText("threshold-calibration-means")
            ),
            Named(core.Calibration.Measures, "ece")
        );
        foreach (var row in core.Masks.Rows.Where(r => IsSingleLoss(r.Used, full.Used)))
            AskOfComplete(
                suite.MaximumDrop,
                Threshold.AtMost(
                    $"drop-without-{(full.Used & ~row.Used).InSentence()}",
                    new LossWithout(full.Used & ~row.Used),
                    new AuditText("threshold-drop-means")
                ),
                row.Drop ?? Figure.Nothing(Uncertainty.None)
            );
        Ask(
            suite.MinimumWorstGroup,
            Threshold.AtLeast(
                "worst-group",
                new AuditText("threshold-worst-group-title"),
                new AuditText("threshold-worst-group-means")
            ),
            full.WorstGroup,
            full.WorstName
        );
        foreach (var attribute in core.Fairness.Attributes)
            Ask(
                suite.MaximumGroupGap,
                Threshold.AtMost(
                    $"gap-{KebabCase.From(attribute.Attribute)}",
                    new GapBetweenGroups(attribute.Attribute),
                    new AuditText("threshold-gap-means")
                ),
                attribute.Gap
            );
        if (core.Fairness.Attributes.Count == 0)
            Ask(
                suite.MaximumGroupGap,
                Threshold.AtMost("gap", new GapOfNoGroups(), new AuditText("threshold-gap-means")),
                Figure.Nothing(Uncertainty.None)
            );
        foreach (var curve in noise.Curves)
            Ask(
                suite.MinimumRetained,
                Threshold.AtLeast(
                    $"noise-{curve.Disturbed.InSentence().Replace(' ', '-')}",
                    new SurvivesNoise(curve.Disturbed),
                    new AuditText("threshold-noise-means")
                ),
                curve is { Retained: not null, Points: [var clean, ..] }
                    ? new(curve.Retained, null, null, clean.Accuracy.N, Uncertainty.None, clean.Accuracy.Sufficient)
                    : Figure.Nothing(Uncertainty.None)
            );
        return results;
    }

    public static AuditVerdict Verdict(IReadOnlyList<ThresholdResult> thresholds) =>
        thresholds.Any(t => t is { Name: SubjectsLine, State: not ThresholdState.Met }) ? AuditVerdict.NotAssessed
        : thresholds.All(t => t.State == ThresholdState.Met) ? AuditVerdict.Passed
        : AuditVerdict.Failed;

    /// <summary>
    /// One sentence for each threshold that is not met, the one that is missed by most first; then those that could not be
    /// assessed.
    /// </summary>
    public static IReadOnlyList<Message> Findings(IReadOnlyList<ThresholdResult> thresholds) =>
        [
            .. thresholds
                .Where(t => t.State != ThresholdState.Met)
                .OrderBy(t => t.Name == SubjectsLine ? 0 : 1)
                .ThenBy(t => t.State == ThresholdState.Unmet ? 0 : 1)
                .ThenByDescending(Missed)
                .Select(t => t.Line),
        ];

    /// <summary>By how much a threshold is missed, as a share of the bound; 0 or less when it is met.</summary>
    internal static double Missed(ThresholdResult t)
    {
        if (t.State != ThresholdState.Unmet || t.Found.Value is not { } found)
            return 0;
        var by = t.AtLeast ? t.Asked - found : found - t.Asked;
        return by / Math.Max(Math.Abs(t.Asked), .01);
    }

    internal static Figure Named(IReadOnlyList<Measure> measures, string name) =>
        measures.Single(m => m.Name == name).Figure;

    internal static bool IsSingleLoss(Modalities used, Modalities full) => (full & ~used).Size() == 1;

    private static ThresholdResult EnoughSamples(AuditSelection samples, AuditSuite suite)
    {
        var enough = samples.Count >= suite.MinimumSamples;
        return new(
            "samples",
            new AuditText("threshold-samples-title"),
            suite.MinimumSamples,
            true,
            new(samples.Count, null, null, samples.Count, Uncertainty.None, true),
            enough ? ThresholdState.Met : ThresholdState.Unmet,
            true,
            enough
                ? new EnoughSamples(samples.Count, suite.MinimumSamples)
                : new TooFewSamples(samples.Count, suite.MinimumSamples),
            new AuditText("threshold-samples-means")
        );
    }

    private static ThresholdResult EnoughSubjects(AuditSelection samples, AuditSuite suite)
    {
        var enough = samples.Subjects >= suite.MinimumSubjects;
        return new(
            SubjectsLine,
            new AuditText("threshold-subjects-title"),
            suite.MinimumSubjects,
            true,
            new(samples.Subjects, null, null, samples.Subjects, Uncertainty.None, true),
            enough ? ThresholdState.Met : ThresholdState.Unmet,
            true,
            enough
                ? new EnoughSubjects(samples.Subjects, suite.MinimumSubjects)
                : new SubjectsBelowMinimum(samples.Subjects, suite.MinimumSubjects),
            new AuditText("threshold-subjects-means")
        );
    }

    /// <summary>A line of the verdict, before it has a figure.</summary>
    /// <param name="Means">What it asks, in a sentence.</param>
    /// <param name="IsLeast">The figure must be at least what is asked; otherwise at most.</param>
    /// <param name="Unit">Of the figure; null = a share.</param>
    private sealed record Threshold(string Name, Message Title, Message Means, bool IsLeast, string? Unit = null)
    {
        public static Threshold AtLeast(string name, Message title, Message means) => new(name, title, means, true);

        public static Threshold AtMost(string name, Message title, Message means) => new(name, title, means, false);
    }

    /// <summary>A figure from too few subjects is reported; nothing is said about chance.</summary>
    private static ThresholdResult Unassessed(
        Threshold threshold,
        double asked,
        Figure found,
        string? detail,
        int subjects
    ) =>
        new(
            threshold.Name,
            threshold.Title,
            asked,
            threshold.IsLeast,
            found,
            ThresholdState.NotJudged,
            false,
            new ThresholdFewSubjects(
                threshold.Title,
                detail,
                found,
                threshold.IsLeast,
                asked,
                subjects,
                threshold.Unit
            ),
            threshold.Means
        );

    private static ThresholdResult Judge(Threshold threshold, double asked, Figure found, string? detail)
    {
        var (name, title, means, atLeast, unit) = threshold;
        bool Holds(double value) => atLeast ? value >= asked : value <= asked;
        if (found.Value is not { } value)
            return new(
                name,
                title,
                asked,
                atLeast,
                found,
                ThresholdState.NotJudged,
                false,
                new ThresholdUnknown(title, atLeast, asked, unit),
                means
            );
        var met = Holds(value);
        var certain = found is { Low: { } low, High: { } high } && Holds(low) == met && Holds(high) == met;
        return new(
            name,
            title,
            asked,
            atLeast,
            found,
            met ? ThresholdState.Met : ThresholdState.Unmet,
            certain,
            new ThresholdFound(title, detail, found, atLeast, asked, certain, unit),
            means
        );
    }
}
