namespace Governance.Audits;

/// <summary>Chooses the most important sentences of a report: each candidate gets a weight, and the heaviest are kept.</summary>
internal static class Highlights
{
    /// <summary>How many are kept.</summary>
    public const int Count = 3;

    public static IReadOnlyList<Highlight> Of(
        CoreSections core,
        IReadOnlyList<ThresholdResult> thresholds,
        AuditSelection samples,
        AuditSuite suite
    )
    {
        var weighed = new List<(double Weight, Highlight Highlight)>();
        foreach (var t in thresholds.Where(t => t.State == ThresholdState.Unmet))
            weighed.Add(
                ((t.Name == Judgement.SubjectsLine ? 1000 : 10) + Judgement.Missed(t), new(t.Line, t.Means, true))
            );
        if (samples.Subjects < suite.MinimumSubjects)
        {
            // Nothing is said about chance: with so few subjects nobody can tell.
            weighed.Add((5, FewSubjects(core)));
            return Heaviest(weighed);
        }
        foreach (var t in thresholds.Where(t => t.State == ThresholdState.NotJudged))
            weighed.Add((8, new(t.Line, t.Means, true)));
        weighed.Add((5, Answers(core)));
        if (Loss(core) is { } loss)
            weighed.Add(loss);
        if (Confidence(core) is { } confidence)
            weighed.Add(confidence);
        if (Groups(core, samples, suite) is { } groups)
            weighed.Add(groups);
        if (Dominance(core) is { } dominance)
            weighed.Add(dominance);
        return Heaviest(weighed);
    }

    private static IReadOnlyList<Highlight> Heaviest(List<(double Weight, Highlight Highlight)> weighed) =>
        [.. weighed.OrderByDescending(w => w.Weight).Take(Count).Select(w => w.Highlight)];

    private static Highlight FewSubjects(CoreSections core) =>
        new(
            new AnswersRight(
                Judgement.Named(core.Overall, "accuracy"),
                Judgement.Named(core.Overall, "majority").Value!.Value
            ),
            new AuditText("answers-few-subjects-means"),
            true
        );

    private static Highlight Answers(CoreSections core)
    {
        var (accuracy, majority, gain) = (
            Judgement.Named(core.Overall, "accuracy"),
            Judgement.Named(core.Overall, "majority"),
            Judgement.Named(core.Overall, "gain")
        );
        var sure = gain.Low > 0;
        return new(
            new AnswersRight(accuracy, majority.Value!.Value),
            sure ? new AuditText("answers-sure-means") : new AuditText("answers-not-sure-means"),
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
        var lost = full & ~worst.Used;
        return drop <= .005 || figure.Low <= 0
            ? (2, new(new NoSingleLossCosts(drop, figure.N), new AuditText("no-single-loss-means"), false))
            : (3 + 4 * drop, new(new LossCosts(lost, drop, figure.N), new AnswersRestOn(lost), drop > .15));
    }

    private static (double, Highlight)? Confidence(CoreSections core)
    {
        var over = Judgement.Named(core.Calibration.Measures, "over-confidence");
        if (over is not { Value: { } value, Low: { } low, High: { } high })
            return null;
        if (low <= 0 && high >= 0)
            return (2, new(new ConfidenceAgrees(value, over.N), new AuditText("confidence-agrees-means"), false));
        return value > 0
            ? (4 + 4 * value, new(new OverConfident(value, over.N), new AuditText("over-confident-means"), true))
            : (3 - 2 * value, new(new UnderConfident(-value, over.N), new AuditText("under-confident-means"), false));
    }

    private static (double, Highlight)? Groups(CoreSections core, AuditSelection samples, AuditSuite suite)
    {
        var judged = core.Fairness.Attributes.Where(a => a.Gap.Value is not null).MaxBy(a => a.Gap.Value);
        if (judged is not null)
            return (
                judged.GapChance < .05 ? 4.5 + judged.Gap.Value!.Value : 2.5,
                new(
                    new ByAttribute(judged.Attribute, judged.Line),
                    judged.GapChance < .05 ? new AuditText("groups-differ-means") : new AuditText("groups-alike-means"),
                    judged.GapChance < .05
                )
            );
        return core.Fairness.Attributes.Count == 0
            ? null
            : (
                3.5,
                new(
                    new NoGroupsLargeEnough(suite.MinimumGroup, samples.Count),
                    new AuditText("groups-unknown-means"),
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
            : (3 + share, new(new OneModalityLeads(share, leading.Modality), new AuditText("dominance-means"), false));
    }
}
