using Governance.Platform;

namespace Governance.Models;

[RefusalCode("prediction-without-modality")]
public sealed record PredictionWithoutModality(string Known)
    : Refusal("Nothing was given that this model can judge.", $"Give at least one of: {Known}.");

[RefusalCode("everything-lost")]
public sealed record EverythingLost(string Why)
    : Refusal($"None of what was given could be used: {Why}", "Mend one of the parts, or give another.");

[RefusalCode("series-too-many")]
public sealed record SeriesTooMany(int Count)
    : Refusal($"{Count} channels came.", "Give at most 1,000: those that the model learned from.");

[RefusalCode("series-value-too-large")]
public sealed record SeriesValueTooLarge(string Channel)
    : Refusal($"A value of “{Channel}” is too large.", "Give values below 3.4E+38; write a gap as null.");

[RefusalCode("series-unit-wrong")]
public sealed record SeriesUnitWrong(string Channel, string Given, string Expected)
    : Refusal(
        $"“{Channel}” came in “{Given}” and the model learned from “{Expected}”.",
        $"Convert the values to {Expected}; nothing is converted silently."
    );

[RefusalCode("series-time-unreadable")]
public sealed record SeriesTimeUnreadable(string Channel, string Time)
    : Refusal(
        $"“{TextRule.Shown(Time, 40)}” of “{Channel}” is no time.",
        "Give nanoseconds since the Unix epoch as a whole number in a string."
    );

[RefusalCode("series-uneven")]
public sealed record SeriesUneven(string Channel, int Times, int Values)
    : Refusal(
        $"“{Channel}” has {Times} times and {Values} values.",
        "Give one value for each time; write a gap as null or leave its time out."
    );

[RefusalCode("series-unordered")]
public sealed record SeriesUnordered(string Channel)
    : Refusal($"The times of “{Channel}” do not ascend.", "Sort the readings by time, each time once.");

[RefusalCode("series-channel-twice")]
public sealed record SeriesChannelTwice(string Channel)
    : Refusal($"“{Channel}” came twice.", "Give each channel once, with all of its readings.");

[RefusalCode("series-too-wide")]
public sealed record SeriesTooWide()
    : Refusal(
        "The readings lie centuries apart.",
        "Give the times as nanoseconds since the Unix epoch, those of one moment."
    );

[RefusalCode("model-is-busy")]
public sealed record ModelIsBusy(int Waiting)
    : Refusal($"{Waiting} requests wait for this model.", "Try again in a moment, or send fewer at once.")
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

[RefusalCode("model-cannot-be-opened")]
public sealed record ModelCannotBeOpened(string Why)
    : Refusal(
        $"The version behind this alias does not open. {Why}",
        "Roll the alias back to a version that loads, or bring its file back."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("sample-not-permitted")]
public sealed record SampleNotPermitted(string Why)
    : Refusal($"The sample may not be used: {Why}.", "Choose a sample whose subject permits the model's purpose.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}
