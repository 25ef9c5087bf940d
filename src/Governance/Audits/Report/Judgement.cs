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
            string title,
            Figure found,
            string means,
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
            "Right answers",
            Named(core.Overall, "accuracy"),
            "The least share of right answers that was asked for."
        );
        Ask(
            suite.MinimumGain,
            true,
            "gain",
            "Gain over guessing",
            Named(core.Overall, "gain"),
            "A model must do better than always giving the most frequent answer."
        );
        Ask(
            suite.MaximumCalibrationError,
            false,
            "calibration",
            "Calibration error",
            Named(core.Calibration.Measures, "ece"),
            "How sure the model says it is must not be further than this from how often it is right."
        );
        foreach (var row in core.Masks.Rows.Where(r => IsSingleLoss(r.Used, full.Used)))
            Ask(
                suite.MaximumDrop,
                false,
                $"drop-without-{Phrases.Of(full.Used & ~row.Used)}",
                $"Loss without {Phrases.Of(full.Used & ~row.Used)}",
                row.Drop ?? Figure.Nothing(Uncertainty.None),
                "When one modality is lost the answers must not get worse by more than this."
            );
        Ask(
            suite.MinimumWorstGroup,
            true,
            "worst-group",
            "Worst group",
            full.WorstGroup,
            "No group that is large enough to judge may fare worse than this.",
            full.WorstName
        );
        foreach (var attribute in core.Fairness.Attributes)
            Ask(
                suite.MaximumGroupGap,
                false,
                $"gap-{KebabCase.From(attribute.Attribute)}",
                $"Gap between groups of {attribute.Attribute}",
                attribute.Gap,
                "Groups must not differ by more than this."
            );
        foreach (var curve in noise.Curves.Where(c => c.Retained is not null))
            Ask(
                suite.MinimumRetained,
                true,
                $"noise-{Phrases.Of(curve.Disturbed).Replace(' ', '-')}",
                $"Survives noise in {Phrases.Of(curve.Disturbed)}",
                new(
                    curve.Retained,
                    null,
                    null,
                    curve.Points[0].Accuracy.N,
                    Uncertainty.None,
                    curve.Points[0].Accuracy.Sufficient
                ),
                "So much of the accuracy must survive noise."
            );
        return results;
    }

    public static AuditVerdict Verdict(IReadOnlyList<ThresholdResult> thresholds) =>
        thresholds.Any(t => t.State == ThresholdState.Unmet) ? AuditVerdict.Failed : AuditVerdict.Passed;

    /// <summary>One sentence for each unmet threshold, the one missed by the most first.</summary>
    public static IReadOnlyList<string> Findings(IReadOnlyList<ThresholdResult> thresholds) =>
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
            "Samples",
            suite.MinimumSamples,
            true,
            new(samples.Count, null, null, samples.Count, Uncertainty.None, true),
            enough ? ThresholdState.Met : ThresholdState.Unmet,
            true,
            enough
                ? $"{samples.Count} samples were audited; at least {suite.MinimumSamples} were asked for."
                : $"Only {samples.Count} samples were audited, and at least {suite.MinimumSamples} were asked for.",
            "With few samples every figure is mostly chance."
        );
    }

    private static ThresholdResult Judge(
        string name,
        string title,
        double asked,
        bool atLeast,
        Figure found,
        string means,
        string? detail
    )
    {
        bool Holds(double value) => atLeast ? value >= asked : value <= asked;
        var bound = $"{(atLeast ? "at least" : "at most")} {Phrases.Percent(asked)}";
        if (found.Value is not { } value)
            return new(
                name,
                title,
                asked,
                atLeast,
                found,
                ThresholdState.NotJudged,
                false,
                $"{title}: {bound} was asked for, and there are too few samples to judge it.",
                means
            );
        var met = Holds(value);
        var certain = found is { Low: { } low, High: { } high } && Holds(low) == met && Holds(high) == met;
        var words =
            $"{title}{(detail is null ? "" : $" (“{detail}”)")}: {Phrases.Share(found)}; {bound} was asked for.";
        return new(
            name,
            title,
            asked,
            atLeast,
            found,
            met ? ThresholdState.Met : ThresholdState.Unmet,
            certain,
            certain ? words : words + " The interval reaches across the bound, so chance may have decided this.",
            means
        );
    }
}
