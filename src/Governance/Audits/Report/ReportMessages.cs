using Governance.Platform;

namespace Governance.Audits;

// Thresholds.
[Code("loss-without")]
internal sealed record LossWithout(Modalities Lost) : Statement($"Accuracy lost without {Lost.InSentence()}");

[Code("gap-between-groups")]
internal sealed record GapBetweenGroups(string Attribute) : Statement($"Accuracy gap between groups of “{Attribute}”");

[Code("gap-of-no-groups")]
internal sealed record GapOfNoGroups() : Statement("Accuracy gap between groups of any attribute");

[Code("survives-noise")]
internal sealed record SurvivesNoise(Modalities Disturbed)
    : Statement($"Accuracy retained under noise in {Disturbed.InSentence()}");

[Code("enough-samples")]
internal sealed record EnoughSamples(int Count, int Asked)
    : Statement($"The audit covers {Phrases.Count(Count, "sample")}; the suite requires at least {Asked}.");

[Code("too-few-samples")]
internal sealed record TooFewSamples(int Count, int Asked)
    : Statement($"The audit covers only {Phrases.Count(Count, "sample")}; the suite requires at least {Asked}.");

[Code("enough-subjects")]
internal sealed record EnoughSubjects(int Count, int Asked)
    : Statement($"The samples come from {Phrases.Count(Count, "subject")}; the suite requires at least {Asked}.");

[Code("subjects-below-minimum")]
internal sealed record SubjectsBelowMinimum(int Count, int Asked)
    : Statement(
        $"The samples come from only {Phrases.Count(Count, "subject")}; the suite requires at least {Asked}. With fewer, nothing "
            + "is assessed."
    );

/// <param name="Group">The group that the figure belongs to; null where the threshold is not about a group.</param>
/// <param name="Unit">Of the figure; null = a share.</param>
[Code("threshold-few-subjects")]
internal sealed record ThresholdFewSubjects(
    Message Title,
    string? Group,
    Figure Found,
    bool AtLeast,
    double Asked,
    int Subjects,
    string? Unit = null
)
    : Statement(
        $"{Title.Text}{(Group is null ? "" : $" (“{Group}”)")}: not assessed, because the samples come from only "
            + $"{Phrases.Count(Subjects, "subject")}. Measured: {Phrases.Value(Found, Unit)}; "
            + $"required: {Phrases.Bound(AtLeast, Asked, Unit)}."
    );

/// <param name="Unit">Of the figure; null = a share.</param>
[Code("threshold-unknown")]
internal sealed record ThresholdUnknown(Message Title, bool AtLeast, double Asked, string? Unit = null)
    : Statement(
        $"{Title.Text}: not met, because it could not be assessed: there are too few samples or groups "
            + $"(required: {Phrases.Bound(AtLeast, Asked, Unit)})."
    );

// Written until a figure that could not be assessed counted as not met.
[Code("threshold-not-judged")]
internal sealed record ThresholdNotJudged(Message Title, bool AtLeast, double Asked)
    : Statement(
        $"{Title.Text}: not assessed, because there are too few samples (required: {Phrases.Bound(AtLeast, Asked)})."
    );

/// <param name="Detail">The group that the figure belongs to; null where the threshold is not about a group.</param>
/// <param name="Certain">The whole interval is on the same side of the bound as the figure.</param>
/// <param name="Unit">Of the figure; null = a share.</param>
[Code("threshold-found")]
internal sealed record ThresholdFound(
    Message Title,
    string? Detail,
    Figure Found,
    bool AtLeast,
    double Asked,
    bool Certain,
    string? Unit = null
)
    : Statement(
        $"{Title.Text}{(Detail is null ? "" : $" (“{Detail}”)")}: {Phrases.Value(Found, Unit)}; "
            + $"required: {Phrases.Bound(AtLeast, Asked, Unit)}."
            + (Certain ? "" : " The interval includes the bound, so chance may have decided this.")
    );

// Highlights.
[Code("answers-right")]
internal sealed record AnswersRight(Figure Accuracy, double Majority)
    : Statement(
        $"{Phrases.Share(Accuracy)} of the answers are right; always answering the most frequent class reaches "
            + $"{Phrases.Percent(Majority)}."
    );

[Code("no-single-loss-costs")]
internal sealed record NoSingleLossCosts(double Drop, int N)
    : Statement(
        $"Losing any single modality costs no accuracy beyond chance (at worst {Phrases.Points(Drop)}, "
            + $"{Phrases.N(N)} complete samples)."
    );

[Code("loss-costs")]
internal sealed record LossCosts(Modalities Lost, double Drop, int N)
    : Statement(
        $"Without {Lost.InSentence()} the model is right {Phrases.Points(Drop)} less often ({Phrases.N(N)} "
            + "complete samples)."
    );

[Code("answers-rest-on")]
internal sealed record AnswersRestOn(Modalities Lost)
    : Statement($"The answers depend most on {Lost.InSentence()}. Where it may be missing, have a person check them.");

[Code("confidence-agrees")]
internal sealed record ConfidenceAgrees(double Difference, int N)
    : Statement(
        $"Stated confidence and accuracy agree within chance (difference {Phrases.Points(Difference)}, "
            + $"{Phrases.N(N)})."
    );

[Code("over-confident")]
internal sealed record OverConfident(double By, int N)
    : Statement($"The model is overconfident by {Phrases.Points(By)} ({Phrases.N(N)}).");

[Code("under-confident")]
internal sealed record UnderConfident(double By, int N)
    : Statement($"The model is underconfident by {Phrases.Points(By)} ({Phrases.N(N)}).");

[Code("by-attribute")]
internal sealed record ByAttribute(string Attribute, Message Line) : Statement($"By {Attribute}: {Line.Text}");

[Code("no-groups-large-enough")]
internal sealed record NoGroupsLargeEnough(int MinimumGroup, int Samples)
    : Statement(
        $"Fewer than two groups have at least {Phrases.Count(MinimumGroup, "sample")} ({Samples} in total), so groups cannot "
            + "be compared."
    );

[Code("one-modality-leads")]
internal sealed record OneModalityLeads(double Share, Modality Modality)
    : Statement($"{Phrases.Percent(Share)} of what the modalities contribute comes from {Modality.Word()}.");

// Figures.
[Code("maximum-error-title")]
internal sealed record MaximumErrorTitle(int Bins) : Statement($"Maximum calibration error ({Bins} equal-width bins)");

[Code("equal-mass-title")]
internal sealed record EqualMassTitle(int Bins) : Statement($"Calibration error ({Bins} equal-mass bins)");

[Code("majority-means")]
internal sealed record MajorityMeans(string Class)
    : Statement($"Always answering “{Class}” is right this often; a useful model is clearly above.");

[Code("groups-not-compared")]
internal sealed record GroupsNotCompared(string Attribute, int MinimumGroup)
    : Statement(
        $"Fewer than two groups of “{Attribute}” have at least {Phrases.Count(MinimumGroup, "sample")}, so they cannot be compared."
    );

/// <param name="Chance">Probability of such a gap if the groups do not differ (permutation test).</param>
[Code("groups-differ")]
internal sealed record GroupsDiffer(string Worst, string Best, double Gap, double Chance)
    : Statement(
        $"Answers for “{Worst}” are right {Phrases.Points(Gap)} less often than for “{Best}”; "
            + (
                Chance < .05
                    ? "chance alone produces a gap like this in fewer than 5 of 100 cases."
                    : $"chance alone can explain it (p = {Phrases.Number(Chance)})."
            )
    );

[Code("groups-differ-few-subjects")]
internal sealed record GroupsDifferFewSubjects(string Worst, string Best, double Gap, int Subjects)
    : Statement(
        $"Answers for “{Worst}” are right {Phrases.Points(Gap)} less often than for “{Best}”; "
            + $"{Phrases.Count(Subjects, "subject")} are too few to tell whether chance alone produces such a gap."
    );

[Code("groups-alike")]
internal sealed record GroupsAlike(string Attribute, double Accuracy)
    : Statement($"Every assessed group of “{Attribute}” has the same accuracy, {Phrases.Percent(Accuracy)}.");

[Code("no-sample-has")]
internal sealed record NoSampleHas(Modalities Modalities) : Statement($"No sample has {Modalities.InSentence()}.");

[Code("disturbed-to-the-end")]
internal sealed record DisturbedToTheEnd(Modalities Disturbed, double Last, double Clean)
    : Statement(
        $"At the highest severity in {Disturbed.InSentence()}, {Phrases.Percent(Last)} of the answers are right; "
            + $"without disturbance, {Phrases.Percent(Clean)}."
    );

// Limits.
[Code("few-subjects")]
internal sealed record FewSubjects(int Subjects)
    : Statement(
        $"The samples come from {Phrases.Count(Subjects, "subject")}. Intervals from so few subjects are rough and, if "
            + "anything, too narrow."
    );

[Code("few-samples")]
internal sealed record FewSamples(int Samples)
    : Statement(
        $"The audit covers only {Phrases.Count(Samples, "sample")}: most differences between figures are within chance."
    );

[Code("not-all-complete")]
internal sealed record NotAllComplete(int Complete, int Samples)
    : Statement(
        $"Samples with every modality: {Complete} of {Samples}. Accuracy lost and contributions are measured on these only."
    );

[Code("small-groups")]
internal sealed record SmallGroups(int Groups, int MinimumGroup)
    : Statement(
        (Groups == 1 ? "1 group has" : $"{Groups} groups have")
            + $" fewer than {Phrases.Count(MinimumGroup, "sample")} and "
            + (Groups == 1 ? "is reported but not assessed." : "are reported but not assessed.")
    );

[Code("clock-not-tested")]
internal sealed record ClockNotTested(Message Why) : Statement($"The sensor clock was not tested: {Why.Text}");

// Methods.
[Code("drawn-by-subject")]
internal sealed record DrawnBySubject(int Replicates, int FewSubjects)
    : Statement(
        $"Several subjects: whole subjects are resampled {Replicates} times (bootstrap), because samples of one "
            + $"subject resemble each other. With fewer than {FewSubjects} subjects, single samples are resampled as "
            + $"well, and the outer ends of both intervals are kept. {Phrases.Narrowest}"
    );

[Code("drawn-by-sample")]
internal sealed record DrawnBySample(int Replicates)
    : Statement(
        $"One subject: its samples are resampled {Replicates} times (bootstrap). The interval says nothing about "
            + $"other subjects. {Phrases.Narrowest}"
    );
