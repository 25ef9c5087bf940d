namespace Governance.Audits;

/// <summary>The three sentences of the first screen, computed: everything notable is weighed and the weightiest are told.</summary>
internal static class Highlights
{
    public const int Count = 3;

    public static IReadOnlyList<Highlight> Of(
        CoreSections core,
        IReadOnlyList<ThresholdResult> thresholds,
        AuditSelection samples,
        AuditSuite suite
    )
    {
        var weighed = new List<(double Weight, Highlight Said)>();
        foreach (var t in thresholds.Where(t => t.State == ThresholdState.Unmet))
            weighed.Add((10 + Judgement.Missed(t), new(t.Line, t.Means, true)));
        weighed.Add((5, Answers(core)));
        if (Loss(core) is { } loss)
            weighed.Add(loss);
        if (Confidence(core) is { } confidence)
            weighed.Add(confidence);
        if (Groups(core, samples, suite) is { } groups)
            weighed.Add(groups);
        if (Dominance(core) is { } dominance)
            weighed.Add(dominance);
        return [.. weighed.OrderByDescending(w => w.Weight).Take(Count).Select(w => w.Said)];
    }

    private static Highlight Answers(CoreSections core)
    {
        var (accuracy, majority, gain) = (
            Judgement.Named(core.Overall, "accuracy"),
            Judgement.Named(core.Overall, "majority"),
            Judgement.Named(core.Overall, "gain")
        );
        var sure = gain.Low > 0;
        return new(
            $"{Phrases.Share(accuracy)} of the answers are right; always guessing the most frequent "
                + $"one would reach {Phrases.Percent(majority.Value!.Value)}.",
            sure
                ? "The model has learned something that guessing does not give, and chance does not explain it."
                : "On so many samples it is not certain that the model does better than guessing.",
            !sure
        );
    }

    private static (double, Highlight)? Loss(CoreSections core)
    {
        var full = core.Masks.Rows[0].Used;
        var worst = core
            .Masks.Rows.Where(r => Judgement.IsSingleLoss(r.Used, full) && r.Drop?.Value is not null)
            .MaxBy(r => r.Drop!.Value);
        if (worst?.Drop is not { Value: { } drop } figure)
            return null;
        var lost = Phrases.Of(full & ~worst.Used);
        return drop <= .005 || figure.Low <= 0
            ? (
                2,
                new(
                    $"Losing any single modality costs no accuracy beyond chance (at worst "
                        + $"{Phrases.Points(drop)}, {Phrases.N(figure.N)} complete samples).",
                    "The modalities back each other up, or the model rests on one that was never the lost one: see what each contributes.",
                    false
                )
            )
            : (
                3 + 4 * drop,
                new(
                    $"Without {lost} the model is right {Phrases.Points(drop)} less often ({Phrases.N(figure.N)} complete samples).",
                    $"The answers rest most on {lost}; where it may fail, somebody should look at them.",
                    drop > .15
                )
            );
    }

    private static (double, Highlight)? Confidence(CoreSections core)
    {
        var over = Judgement.Named(core.Calibration.Measures, "over-confidence");
        if (over is not { Value: { } value, Low: { } low, High: { } high })
            return null;
        if (low <= 0 && high >= 0)
            return (
                2,
                new(
                    $"Stated confidence and right answers agree within chance (difference {Phrases.Points(value)}, {Phrases.N(over.N)}).",
                    "When the model says that it is sure, it can be believed as far as these samples tell.",
                    false
                )
            );
        return value > 0
            ? (
                4 + 4 * value,
                new(
                    $"The model is over-confident by {Phrases.Points(value)} ({Phrases.N(over.N)}).",
                    "It promises more certainty than it keeps; do not let its confidence alone decide.",
                    true
                )
            )
            : (
                3 - 2 * value,
                new(
                    $"The model is right {Phrases.Points(-value)} more often than it claims ({Phrases.N(over.N)}).",
                    "It is more careful than it needs to be, which costs attention and harms nobody.",
                    false
                )
            );
    }

    private static (double, Highlight)? Groups(CoreSections core, AuditSelection samples, AuditSuite suite)
    {
        var judged = core.Fairness.Attributes.Where(a => a.Gap.Value is not null).MaxBy(a => a.Gap.Value);
        if (judged is not null)
            return (
                judged.GapChance < .05 ? 4.5 + judged.Gap.Value!.Value : 2.5,
                new(
                    $"By {judged.Attribute}: {judged.Line}",
                    judged.GapChance < .05
                        ? "One group is served worse than another; somebody has to decide whether that is acceptable."
                        : "No difference between groups can be told from chance here.",
                    judged.GapChance < .05
                )
            );
        return core.Fairness.Attributes.Count == 0
            ? null
            : (
                3.5,
                new(
                    $"No two groups have {suite.MinimumGroup} of the {samples.Count} samples, so groups cannot be compared.",
                    "Whether some people or circumstances are served worse is not known; audit on more samples before relying on it.",
                    true
                )
            );
    }

    private static (double, Highlight)? Dominance(CoreSections core)
    {
        if (core.Contribution.Rows.Count < 2 || core.Contribution.Dominance.Figure.Value is not { } share)
            return null;
        var leading = core.Contribution.Rows.MaxBy(r => Math.Abs(r.Accuracy.Value ?? 0))!;
        return share < .7
            ? null
            : (
                3 + share,
                new(
                    $"{Phrases.Percent(share)} of what the modalities contribute comes from {Phrases.Of(leading.Modality)}.",
                    "Whatever it is called, the model is mostly of one modality; the others protect it little.",
                    false
                )
            );
    }
}
