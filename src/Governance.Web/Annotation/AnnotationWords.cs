using Governance.Annotation;
using Governance.Web.Components;

namespace Governance.Web.Annotation;

/// <summary>How pages speak about projects and tasks.</summary>
internal static class AnnotationWords
{
    public static string InWords(this LabelKind kind) =>
        kind switch
        {
            LabelKind.Choice => "choice",
            LabelKind.Box => "box on an image",
            LabelKind.Span => "words in a text",
            _ => "range on a series",
        };

    /// <summary>Which mark of the style sheet belongs to the kind.</summary>
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
            { HeldBy: not null } => (StateSign.Running, "in work"),
            _ => (StateSign.Draft, "open"),
        };

    /// <summary>120 of 300 labelled, 4 skipped, 2 in work</summary>
    public static string InWords(this ProjectProgress progress)
    {
        var words = $"{Show.Number(progress.Submitted)} of {Show.Count(progress.Total, "sample")} labelled";
        if (progress.Skipped > 0)
            words += $", {Show.Number(progress.Skipped)} skipped";
        return progress.InProgress > 0 ? $"{words}, {Show.Number(progress.InProgress)} in work" : words;
    }

    /// <summary>3 samples are left out: 2 consent withdrawn, 1 no consent on record.</summary>
    public static string? LeftOut(this ProjectProgress progress) =>
        progress.Excluded == 0
            ? null
            : $"{Show.Count(progress.Excluded, "sample")} {(progress.Excluded == 1 ? "is" : "are")} left out: {progress.ExcludedReason}.";
}
