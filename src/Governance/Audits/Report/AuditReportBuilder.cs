using Governance.Platform;

namespace Governance.Audits;

/// <summary>Builds the report from its sections: thresholds, verdict, highlights and limits.</summary>
internal static class AuditReportBuilder
{
    /// <summary>With fewer subjects the report warns that a bootstrap of whole subjects is rough.</summary>
    private const int SubjectsForIntervals = 10;

    public static AuditReport Of(
        AuditBinding bound,
        AuditSelection samples,
        IReadOnlyDictionary<string, int> groupSizes,
        MeasuredSections sections
    )
    {
        var (core, retrieval, noise, dropout, clock) = sections;
        var thresholds = Judgement.Of(core, noise, samples, bound.Suite);
        return new(
            AuditReport.CurrentSchema,
            Judgement.Verdict(thresholds),
            bound,
            samples,
            thresholds,
            Highlights.Of(core, thresholds, samples, bound.Suite),
            Judgement.Findings(thresholds),
            groupSizes,
            core,
            retrieval,
            noise,
            dropout,
            clock,
            [.. Limits(samples, clock, core, bound.Suite)],
            Uncertainty.Methods(bound.Suite)
        );
    }

    private static IEnumerable<Message> Limits(
        AuditSelection samples,
        ClockSection clock,
        CoreSections core,
        AuditSuite suite
    )
    {
        if (samples.Subjects == 1)
            yield return new AuditText("limit-one-subject");
        else if (samples.Subjects < SubjectsForIntervals)
            yield return new FewSubjects(samples.Subjects);
        if (samples.Count < suite.MinimumSamples)
            yield return new FewSamples(samples.Count);
        if (samples.Complete < samples.Count)
            yield return new NotAllComplete(samples.Complete, samples.Count);
        if (!samples.HeldOut)
            yield return new AuditText("limit-not-held-out");
        var small = core.Fairness.Attributes.Sum(a => a.Groups.Count(g => !g.Accuracy.Sufficient));
        if (small > 0)
            yield return new SmallGroups(small, suite.MinimumGroup);
        if (clock.NotMeasured is { } why)
            yield return new ClockNotTested(why);
        yield return new AuditText("limit-noise-on-vectors");
    }
}
