using Governance.Consent;
using Governance.Platform;

namespace Governance.Models;

/// <summary>The request has none of the modalities that the model reads.</summary>
/// <param name="Known">The modalities that the model reads.</param>
[RefusalCode("prediction-without-modality")]
public sealed record PredictionWithoutModality(Modalities Known)
    : Refusal("The request has no modality that this model reads.", $"Give at least one of: {Known.InWords()}.");

/// <summary>The request has modalities that the model reads, but none of them can be used.</summary>
/// <param name="Lost">Each modality that was lost, with the reason.</param>
[RefusalCode("everything-lost")]
public sealed record EverythingLost(IReadOnlyList<LostModality> Lost)
    : Refusal(
        $"None of the given modalities can be used: {string.Join("; ", Lost.Select(Sentence))}.",
        "Correct one of them, or give another modality."
    )
{
    private static string Sentence(LostModality lost) => $"{lost.Modality.Word()}: {lost.Why}";
}

/// <summary>The series has more than 1,000 channels.</summary>
[RefusalCode("series-too-many")]
public sealed record SeriesTooMany(int Count)
    : Refusal($"The series has {Count:N0} channels.", "Send at most 1,000: those that the model learned from.");

/// <summary>A value is outside the range of single precision.</summary>
[RefusalCode("series-value-too-large")]
public sealed record SeriesValueTooLarge(string Channel)
    : Refusal(
        $"A value of “{Channel}” is too large.",
        "Send values between −3.4E+38 and 3.4E+38, and write a gap as null."
    );

/// <summary>The channel has another unit than in the data that the model learned from.</summary>
[RefusalCode("series-unit-wrong")]
public sealed record SeriesUnitWrong(string Channel, string Given, string Expected)
    : Refusal(
        $"“{Channel}” has the unit “{Given}”, but the model learned from “{Expected}”.",
        $"Convert the values to “{Expected}”; the portal does not convert units."
    );

/// <summary>A time is not a whole number in a string.</summary>
[RefusalCode("series-time-unreadable")]
public sealed record SeriesTimeUnreadable(string Channel, string Time)
    : Refusal(
        $"“{TextRule.Shown(Time, 40)}” is not a valid time of “{Channel}”.",
        "Send nanoseconds since the Unix epoch as a whole number in a string."
    );

/// <summary>The channel has more times than values, or fewer.</summary>
[RefusalCode("series-uneven")]
public sealed record SeriesUneven(string Channel, int Times, int Values)
    : Refusal(
        $"“{Channel}” has {Times} {(Times == 1 ? "time" : "times")} and {Values} {(Values == 1 ? "value" : "values")}.",
        "Send one value for each time; write a gap as null, or leave its time out."
    );

/// <summary>A time of the channel is not later than the one before it.</summary>
[RefusalCode("series-unordered")]
public sealed record SeriesUnordered(string Channel)
    : Refusal(
        $"The times of “{Channel}” are not in ascending order.",
        "Sort the readings by time; send each time once."
    );

/// <summary>The series has two channels of the same name.</summary>
[RefusalCode("series-channel-twice")]
public sealed record SeriesChannelTwice(string Channel)
    : Refusal($"The series has “{Channel}” twice.", "Send each channel once, with all of its readings.");

/// <summary>First and last reading are more than 2⁶³ − 1 nanoseconds (292 years) apart.</summary>
[RefusalCode("series-too-wide")]
public sealed record SeriesTooWide()
    : Refusal(
        "The readings are centuries apart.",
        "Send the times as nanoseconds since the Unix epoch, all of one moment."
    );

/// <summary>Too many requests wait for the model; see <see cref="ModelsOptions.MaxWaitingPredictions"/>.</summary>
[RefusalCode("model-is-busy")]
public sealed record ModelIsBusy(int Waiting)
    : Refusal(
        $"Too many requests wait for this model ({Waiting}).",
        "Try again in a moment, or send fewer requests at once."
    )
{
    public override RefusalKind Kind => RefusalKind.Busy;
}

/// <summary>The version that the alias points to, or one of its encoders, does not load.</summary>
/// <param name="Why">What the reader found; null where a file is missing or ONNX Runtime rejects it.</param>
[RefusalCode("model-cannot-be-opened")]
public sealed record ModelCannotBeOpened(Message? Why)
    : Refusal(
        $"The version that this alias points to does not open. {Why?.Text ?? "Its file is missing or damaged."}",
        "Roll the alias back to a version that loads, or restore the file."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Consent does not permit the sample for the model's purpose.</summary>
[RefusalCode("sample-not-permitted")]
public sealed record SampleNotPermitted(Exclusion Reason)
    : Refusal(
        $"The sample cannot be used: {Reason.InWords()}.",
        "Choose a sample of a subject who has given consent for the model's purpose."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}
