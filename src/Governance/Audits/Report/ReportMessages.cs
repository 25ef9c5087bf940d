using Governance.Platform;

namespace Governance.Audits;

// Thresholds.
[Code("loss-without")]
internal sealed record LossWithout(Modalities Lost) : Statement($"Loss without {Phrases.Of(Lost)}");

[Code("gap-between-groups")]
internal sealed record GapBetweenGroups(string Attribute) : Statement($"Gap between groups of {Attribute}");

[Code("survives-noise")]
internal sealed record SurvivesNoise(Modalities Disturbed) : Statement($"Survives noise in {Phrases.Of(Disturbed)}");

[Code("enough-samples")]
internal sealed record EnoughSamples(int Count, int Asked)
    : Statement($"{Count} samples were audited; at least {Asked} were asked for.");

[Code("too-few-samples")]
internal sealed record TooFewSamples(int Count, int Asked)
    : Statement($"Only {Count} samples were audited, and at least {Asked} were asked for.");

[Code("threshold-not-judged")]
internal sealed record ThresholdNotJudged(Message Title, bool AtLeast, double Asked)
    : Statement(
        $"{Title.Text}: {Phrases.Bound(AtLeast, Asked)} was asked for, and there are too few samples to judge it."
    );

/// <param name="Detail">The group that was found; null where the threshold is about none.</param>
/// <param name="Certain">The whole interval lies on the same side of the bound as the figure.</param>
[Code("threshold-found")]
internal sealed record ThresholdFound(
    Message Title,
    string? Detail,
    Figure Found,
    bool AtLeast,
    double Asked,
    bool Certain
)
    : Statement(
        $"{Title.Text}{(Detail is null ? "" : $" (“{Detail}”)")}: {Phrases.Share(Found)}; "
            + $"{Phrases.Bound(AtLeast, Asked)} was asked "
            + $"for.{(Certain ? "" : " The interval reaches across the bound, so chance may have decided this.")}"
    );

// Highlights.
[Code("answers-right")]
internal sealed record AnswersRight(Figure Accuracy, double Majority)
    : Statement(
        $"{Phrases.Share(Accuracy)} of the answers are right; always guessing the most frequent one would "
            + $"reach {Phrases.Percent(Majority)}."
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
        $"Without {Phrases.Of(Lost)} the model is right {Phrases.Points(Drop)} less often ({Phrases.N(N)} "
            + "complete samples)."
    );

[Code("answers-rest-on")]
internal sealed record AnswersRestOn(Modalities Lost)
    : Statement($"The answers rest most on {Phrases.Of(Lost)}; where it may fail, somebody should look at them.");

[Code("confidence-agrees")]
internal sealed record ConfidenceAgrees(double Difference, int N)
    : Statement(
        $"Stated confidence and right answers agree within chance (difference {Phrases.Points(Difference)}, "
            + $"{Phrases.N(N)})."
    );

[Code("over-confident")]
internal sealed record OverConfident(double By, int N)
    : Statement($"The model is over-confident by {Phrases.Points(By)} ({Phrases.N(N)}).");

[Code("under-confident")]
internal sealed record UnderConfident(double By, int N)
    : Statement($"The model is right {Phrases.Points(By)} more often than it claims ({Phrases.N(N)}).");

[Code("by-attribute")]
internal sealed record ByAttribute(string Attribute, Message Line) : Statement($"By {Attribute}: {Line.Text}");

[Code("no-groups-large-enough")]
internal sealed record NoGroupsLargeEnough(int MinimumGroup, int Samples)
    : Statement($"No two groups have {MinimumGroup} of the {Samples} samples, so groups cannot be compared.");

[Code("one-modality-leads")]
internal sealed record OneModalityLeads(double Share, Modality Modality)
    : Statement($"{Phrases.Percent(Share)} of what the modalities contribute comes from {Modality.Word()}.");

// Figures.
[Code("majority-means")]
internal sealed record MajorityMeans(string Class)
    : Statement(
        $"Somebody who always answers “{Class}” without looking would be right this often; a useful model "
            + "lies clearly above."
    );

[Code("groups-not-compared")]
internal sealed record GroupsNotCompared(string Attribute, int MinimumGroup)
    : Statement($"Fewer than two groups of “{Attribute}” have {MinimumGroup} samples, so they cannot be compared.");

/// <param name="Chance">How probable such a gap is if the groups do not differ.</param>
[Code("groups-differ")]
internal sealed record GroupsDiffer(string Worst, string Best, double Gap, double Chance)
    : Statement(
        $"“{Worst}” is answered rightly {Phrases.Points(Gap)} less often than “{Best}”; "
            + (
                Chance < .05
                    ? "a gap like this would come about by chance in fewer than 5 of 100 cases."
                    : $"chance alone could have made it (p = {Phrases.Number(Chance)})."
            )
    );

[Code("no-sample-has")]
internal sealed record NoSampleHas(Modalities Modalities) : Statement($"No sample has {Phrases.Of(Modalities)}.");

[Code("disturbed-to-the-end")]
internal sealed record DisturbedToTheEnd(Modalities Disturbed, double Last, double Clean)
    : Statement(
        $"With {Phrases.Of(Disturbed)} disturbed to the end, {Phrases.Percent(Last)} of the answers are "
            + $"right; without, {Phrases.Percent(Clean)}."
    );

// Limits.
[Code("few-subjects")]
internal sealed record FewSubjects(int Subjects)
    : Statement(
        $"The samples come from {Subjects} subjects. Intervals drawn from so few are rough and, if anything, "
            + "too narrow."
    );

[Code("few-samples")]
internal sealed record FewSamples(int Samples)
    : Statement($"{Samples} samples are few: most differences between figures are within chance.");

[Code("not-all-complete")]
internal sealed record NotAllComplete(int Complete, int Samples)
    : Statement(
        $"{Complete} of {Samples} samples have every modality; losses and contributions are measured on those alone."
    );

[Code("small-groups")]
internal sealed record SmallGroups(int Groups, int MinimumGroup)
    : Statement(
        $"{Groups} groups have fewer than {MinimumGroup} samples; they are shown with their n and judged by nobody."
    );

[Code("clock-not-tested")]
internal sealed record ClockNotTested(Message Why) : Statement($"The clock test was not made: {Why.Text}");

// Methods.
[Code("drawn-by-subject")]
internal sealed record DrawnBySubject(int Replicates, int FewSubjects)
    : Statement(
        $"Several subjects: they are drawn again at random {Replicates} times, each with all its samples, "
            + $"since samples of one subject resemble each other. With fewer than {FewSubjects} subjects single "
            + $"samples are drawn as well, and the wider interval is kept. {Phrases.Narrowest}"
    );

[Code("drawn-by-sample")]
internal sealed record DrawnBySample(int Replicates)
    : Statement(
        $"One subject: its samples are drawn again at random {Replicates} times. This says nothing about "
            + $"other subjects. {Phrases.Narrowest}"
    );
