using Governance.Platform;

namespace Governance.Annotation;

// What is wrong with a member of an annotation body. Quoted texts are as TextRule.Shown shows them.

[Code("body-not-an-object")]
internal sealed record BodyNotAnObject() : Statement("it is not a JSON object");

[Code("body-too-large")]
internal sealed record BodyTooLarge(int KiloBytes) : Statement($"it is larger than {KiloBytes} KB");

[Code("body-has-nul")]
internal sealed record BodyHasNul() : Statement("it contains the character U+0000");

/// <summary>A duplicate member, a lone surrogate, or a number beyond double.</summary>
[Code("body-not-canonical")]
internal sealed record BodyNotCanonical()
    : Statement("it repeats a member, or contains a lone surrogate or a number that is too large");

[Code("member-must-be")]
internal sealed record MemberMustBe(string Value) : Statement($"it must be “{Value}”");

[Code("motivation-unknown")]
internal sealed record MotivationUnknown()
    : Statement("it must be “classifying” (a choice) or “tagging” (a box, span or range)");

[Code("body-must-be-textual")]
internal sealed record BodyMustBeTextual() : Statement("it must be one TextualBody");

[Code("schema-has-no-field")]
internal sealed record SchemaHasNoField(string Name, KnownNames Known)
    : Statement($"the project's schema has no field “{Name}”. {Known.Advice(Name).TrimEnd('.')}");

[Code("field-does-not-offer")]
internal sealed record FieldDoesNotOffer(string Field, string Name, KnownNames Known)
    : Statement($"the field “{Field}” does not offer “{Name}”. {Known.Advice(Name).TrimEnd('.')}");

[Code("target-must-be-object")]
internal sealed record TargetMustBeObject() : Statement("it must be an object with a source");

[Code("choice-labels-whole-sample")]
internal sealed record ChoiceLabelsWholeSample(string Source)
    : Statement($"a choice labels the whole sample: use “{Source}”");

[Code("choice-has-selector")]
internal sealed record ChoiceHasSelector() : Statement("a choice must not have a selector");

[Code("source-must-begin-with")]
internal sealed record SourceMustBeginWith(string Source) : Statement($"it must begin with “{Source}”");

[Code("field-marks-other-part")]
internal sealed record FieldMarksOtherPart(string Field, string Part, string Name)
    : Statement($"the field “{Field}” marks the part “{Part}”, not “{Name}”");

[Code("sample-has-no-part")]
internal sealed record SampleHasNoPart(string Name) : Statement($"the sample has no part “{Name}”");

/// <param name="Detail">What the import recorded, or the reason in kebab case.</param>
[Code("part-is-missing")]
internal sealed record PartIsMissing(string Name, string? Detail)
    : Statement($"the part “{Name}” is missing: {Detail}");

[Code("mark-not-for-modality")]
internal sealed record MarkNotForModality(LabelKind Kind, string Name, Modality Modality)
    : Statement($"a {Word(Kind)} cannot be drawn on “{Name}”, which is {Word(Modality)}")
{
    private static string Word(LabelKind kind) => kind.ToString().ToLowerInvariant();

    private static string Word(Modality modality) =>
        modality switch
        {
            Modality.Image => "an image",
            Modality.Text => "a text",
            _ => "a series",
        };
}

[Code("box-needs-selector")]
internal sealed record BoxNeedsSelector() : Statement("a box needs one FragmentSelector");

[Code("box-malformed")]
internal sealed record BoxMalformed(string Value) : Statement($"“{Value}” is not of the form xywh=pixel:x,y,w,h");

[Code("box-has-no-area")]
internal sealed record BoxHasNoArea() : Statement("the box has no area");

[Code("box-beyond-image")]
internal sealed record BoxBeyondImage(int? Width, int? Height)
    : Statement($"the box extends beyond the image of {Width} × {Height} pixels");

[Code("span-needs-selectors")]
internal sealed record SpanNeedsSelectors() : Statement("a span needs a TextPositionSelector and a TextQuoteSelector");

[Code("span-not-whole-numbers")]
internal sealed record SpanNotWholeNumbers() : Statement("start and end must be whole numbers of Unicode code points");

[Code("span-is-empty")]
internal sealed record SpanIsEmpty(int Start, int End) : Statement($"the span from {Start} to {End} is empty");

[Code("span-beyond-text")]
internal sealed record SpanBeyondText(int End, int Length)
    : Statement($"the span ends at {End}, but the text has only {Length} code points");

[Code("span-quotes-other-text")]
internal sealed record SpanQuotesOtherText(string There, string Said)
    : Statement($"the text at this position is “{There}”, not “{Said}”");

[Code("range-needs-selector")]
internal sealed record RangeNeedsSelector() : Statement("a range needs one FragmentSelector");

[Code("range-malformed")]
internal sealed record RangeMalformed(string Value)
    : Statement($"“{Value}” is not of the form t=a,b in seconds with at most nine decimal places");

[Code("range-is-empty")]
internal sealed record RangeIsEmpty() : Statement("the range is empty");

/// <param name="Seconds">Length of the window, with at most nine decimal places.</param>
[Code("range-beyond-window")]
internal sealed record RangeBeyondWindow(string Seconds)
    : Statement($"the range extends beyond the window, which is {Seconds} s long");

[Code("series-has-no-channel")]
internal sealed record SeriesHasNoChannel(string Part, string Name)
    : Statement($"the series “{Part}” has no channel “{Name}”");
