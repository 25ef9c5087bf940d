using Governance.Platform;

namespace Governance.Audits;

/// <summary>
/// What a suite's thresholds say to the figures. A figure that rests on too few samples is not judged; it neither
/// passes nor fails.
/// </summary>
internal static class Judgement
{
    public static IReadOnlyList<ThresholdResult> Of(
        CoreSections core,
        RobustnessSection noise,
        AuditSelection samples,
        AuditSuite suite
    )
    {
        var full = core.Masks.Rows[0];
        var results = new List<ThresholdResult> { EnoughSamples(samples, suite) };
        void Ask(
            double? bound,
            bool atLeast,
            string name,
            Message title,
            Figure found,
            Message means,
            string? detail = null
        )
        {
            if (bound is { } asked)
                results.Add(Judge(name, title, asked, atLeast, found, means, detail));
        }
        Ask(
            suite.MinimumAccuracy,
            true,
            "accuracy",
            new AuditText("threshold-accuracy-title"),
            Named(core.Overall, "accuracy"),
            new AuditText("threshold-accuracy-means")
        );
        Ask(
            suite.MinimumGain,
            true,
            "gain",
            new AuditText("threshold-gain-title"),
            Named(core.Overall, "gain"),
            new AuditText("threshold-gain-means")
        );
        Ask(
            suite.MaximumCalibrationError,
            false,
            "calibration",
            new AuditText("threshold-calibration-title"),
            Named(core.Calibration.Measures, "ece"),
            new AuditText("threshold-calibration-means")
        );
        foreach (var row in core.Masks.Rows.Where(r => IsSingleLoss(r.Used, full.Used)))
            Ask(
                suite.MaximumDrop,
                false,
                $"drop-without-{Phrases.Of(full.Used & ~row.Used)}",
                new LossWithout(full.Used & ~row.Used),
                row.Drop ?? Figure.Nothing(Uncertainty.None),
                new AuditText("threshold-drop-means")
            );
        Ask(
            suite.MinimumWorstGroup,
            true,
            "worst-group",
            new AuditText("threshold-worst-group-title"),
            full.WorstGroup,
            new AuditText("threshold-worst-group-means"),
            full.WorstName
        );
        foreach (var attribute in core.Fairness.Attributes)
            Ask(
                suite.MaximumGroupGap,
                false,
                $"gap-{KebabCase.From(attribute.Attribute)}",
                new GapBetweenGroups(attribute.Attribute),
                attribute.Gap,
                new AuditText("threshold-gap-means")
            );
        foreach (var curve in noise.Curves.Where(c => c.Retained is not null))
            Ask(
                suite.MinimumRetained,
                true,
                $"noise-{Phrases.Of(curve.Disturbed).Replace(' ', '-')}",
                new SurvivesNoise(curve.Disturbed),
                new(
                    curve.Retained,
                    null,
                    null,
                    curve.Points[0].Accuracy.N,
                    Uncertainty.None,
                    curve.Points[0].Accuracy.Sufficient
                ),
                new AuditText("threshold-noise-means")
            );
        return results;
    }

    public static AuditVerdict Verdict(IReadOnlyList<ThresholdResult> thresholds) =>
        thresholds.Any(t => t.State == ThresholdState.Unmet) ? AuditVerdict.Failed : AuditVerdict.Passed;

    /// <summary>One finding for each unmet threshold, the one missed by the most first.</summary>
    public static IReadOnlyList<Message> Findings(IReadOnlyList<ThresholdResult> thresholds) =>
        [.. thresholds.Where(t => t.State == ThresholdState.Unmet).OrderByDescending(Missed).Select(t => t.Line)];

    /// <summary>By how much a threshold was missed, as a share of what was asked; 0 or less when it was met.</summary>
    internal static double Missed(ThresholdResult t)
    {
        if (t.Found.Value is not { } found)
            return 0;
        var by = t.AtLeast ? t.Asked - found : found - t.Asked;
        return by / Math.Max(Math.Abs(t.Asked), .01);
    }

    internal static Figure Named(IReadOnlyList<Measure> measures, string name) =>
        measures.Single(m => m.Name == name).Figure;

    internal static bool IsSingleLoss(Modalities used, Modalities full) =>
        System.Numerics.BitOperations.PopCount((uint)(full & ~used)) == 1;

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

    private static ThresholdResult Judge(
        string name,
        Message title,
        double asked,
        bool atLeast,
        Figure found,
        Message means,
        string? detail
    )
    {
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
                new ThresholdNotJudged(title, atLeast, asked),
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
            new ThresholdFound(title, detail, found, atLeast, asked, certain),
            means
        );
    }
}
