using Governance.Annotation;
using Governance.Web.Components;

namespace Governance.Web.Annotation;

/// <summary>Words for projects and tasks on pages.</summary>
internal static class AnnotationWords
{
    public static string InWords(this LabelKind kind) =>
        kind switch
        {
            LabelKind.Choice => "choice",
            LabelKind.Box => "box on an image",
            LabelKind.Span => "span in a text",
            _ => "range on a series",
        };

    /// <summary>The css class for the modality that the kind is drawn on.</summary>
    public static string ChipClass(this LabelKind kind) =>
        kind switch
        {
            LabelKind.Box => "chip chip--image",
            LabelKind.Span => "chip chip--text",
            LabelKind.Range => "chip chip--sensor",
            _ => "chip",
        };

    public static (StateSign Sign, string Word) Sign(this TaskRow task) =>
        task switch
        {
            { State: TaskState.Submitted } => (StateSign.Ok, "submitted"),
            { State: TaskState.Skipped } => (StateSign.Plain, "skipped"),
            { Excluded: not null } => (StateSign.Warn, "left out"),
            { HeldBy: not null } => (StateSign.Running, "in progress"),
            _ => (StateSign.Draft, "open"),
        };

    /// <summary>“120 of 300 samples labelled, 4 skipped, 2 in progress”.</summary>
    public static string InWords(this ProjectProgress progress)
    {
        var words = $"{Show.Number(progress.Submitted)} of {Show.Count(progress.Total, "sample")} labelled";
        if (progress.Skipped > 0)
            words += $", {Show.Number(progress.Skipped)} skipped";
        return progress.InProgress > 0 ? $"{words}, {Show.Number(progress.InProgress)} in progress" : words;
    }

    /// <summary>“3 samples are left out: 2 consent withdrawn, 1 no consent on record.”; null when there are none.</summary>
    public static string? LeftOut(this ProjectProgress progress) =>
        progress.Excluded == 0
            ? null
            : $"{Show.Count(progress.Excluded, "sample")} {(progress.Excluded == 1 ? "is" : "are")} left out: {progress.ExcludedReason}.";
}
