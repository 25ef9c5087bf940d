namespace Governance.Audits;

/// <summary>Puts sections together to the report: verdict, highlights, and what the audit cannot say.</summary>
internal static class AuditReportBuilder
{
    /// <summary>Below this many subjects a bootstrap of whole subjects is rough.</summary>
    private const int FewSubjects = 10;

    public static AuditReport Of(
        AuditBinding bound,
        AuditSelection samples,
        IReadOnlyDictionary<string, int> groupSizes,
        CoreSections core,
        RetrievalSection retrieval,
        RobustnessSection noise,
        RobustnessSection dropout,
        ClockSection clock
    )
    {
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

    private static IEnumerable<string> Limits(
        AuditSelection samples,
        ClockSection clock,
        CoreSections core,
        AuditSuite suite
    )
    {
        if (samples.Subjects == 1)
            yield return "All samples come from one subject: nothing here tells how the model does on others.";
        else if (samples.Subjects < FewSubjects)
            yield return $"The samples come from {samples.Subjects} subjects. Intervals drawn from so few are rough "
                + $"and, if anything, too narrow.";
        if (samples.Count < suite.MinimumSamples)
            yield return $"{samples.Count} samples are few: most differences between figures are within chance.";
        if (samples.Complete < samples.Count)
            yield return $"{samples.Complete} of {samples.Count} samples have every modality; losses and "
                + $"contributions are measured on those alone.";
        if (!samples.HeldOut)
            yield return "The samples are not the model's own test part; they were not drawn together with what it learned from.";
        var small = core.Fairness.Attributes.Sum(a => a.Groups.Count(g => !g.Accuracy.Sufficient));
        if (small > 0)
            yield return $"{small} groups have fewer than {suite.MinimumGroup} samples; they are shown with their n and judged by nobody.";
        if (clock.NotMeasured is { } why)
            yield return $"The clock test was not made: {why}";
        yield return "Noise and loss of detail are laid on the encoders' vectors, not on photos, notes and readings themselves.";
    }
}
