using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>
/// Checks the part of the W3C Web Annotation model (https://www.w3.org/TR/annotation-model/) that the portal uses: one
/// body with a field and an option, one target with a sample, a part and a selector.
/// </summary>
internal sealed partial class DocumentCheck(LabelDefinition definition, SampleDetail sample)
{
    private const string Context = "http://www.w3.org/ns/anno.jsonld";

    /// <summary>The first fault as <see cref="BodyInvalid"/>, or null.</summary>
    public Refusal? Check(Guid id, AnnotationDocument document)
    {
        var root = document.Root;
        if (AnnotationDocument.TextOf(root["@context"]) != Context)
            return new BodyInvalid("@context", new MemberMustBe(Context));
        if (!IsAbout(AnnotationDocument.TextOf(root["id"]), id))
            return new BodyInvalid("id", new MemberMustBe($"urn:uuid:{id}"));
        if (AnnotationDocument.TextOf(root["type"]) != "Annotation")
            return new BodyInvalid("type", new MemberMustBe("Annotation"));
        if (AnnotationDocument.TextOf(root["motivation"]) is not ("classifying" or "tagging"))
            return new BodyInvalid("motivation", new MotivationUnknown());
        var field = FieldOf(root["body"]);
        return field.Ok ? Target(field.Value, root["target"]) : field.Refusal;
    }

    private static bool IsAbout(string? urn, Guid id) =>
        urn is not null
        && urn.StartsWith("urn:uuid:", StringComparison.Ordinal)
        && Guid.TryParse(urn["urn:uuid:".Length..], out var named)
        && named == id;

    private Result<LabelField> FieldOf(JsonNode? node)
    {
        if (node is not JsonObject body)
            return new BodyInvalid("body", new BodyMustBeTextual());
        if (AnnotationDocument.TextOf(body["type"]) != "TextualBody")
            return new BodyInvalid("body.type", new MemberMustBe("TextualBody"));
        if (AnnotationDocument.TextOf(body["purpose"]) != "tagging")
            return new BodyInvalid("body.purpose", new MemberMustBe("tagging"));
        var fieldId = AnnotationDocument.TextOf(body["fieldId"]);
        var field = definition.Fields.FirstOrDefault(f => f.Id == fieldId);
        if (field is null)
            return new BodyInvalid(
                "body.fieldId",
                new SchemaHasNoField(TextRule.Shown(fieldId ?? ""), new("a name", definition.Fields.Select(f => f.Id)))
            );
        var value = AnnotationDocument.TextOf(body["value"]);
        if (value is not null && field.Offers(value))
            return field;
        var offered = field.Offered.Count == 0 ? [field.Id] : field.Offered.Select(o => o.Id);
        return new BodyInvalid(
            "body.value",
            new FieldDoesNotOffer(field.Id, TextRule.Shown(value ?? ""), new("a name", offered))
        );
    }

    private BodyInvalid? Target(LabelField field, JsonNode? node)
    {
        if (node is not JsonObject target)
            return new("target", new TargetMustBeObject());
        var whole = new SampleUrn(sample.Id);
        var source = SampleUrn.Read(AnnotationDocument.TextOf(target["source"]));
        if (field.Kind == LabelKind.Choice)
        {
            if (source != whole)
                return new("target.source", new ChoiceLabelsWholeSample($"{whole}"));
            return target["selector"] is null ? null : new("target.selector", new ChoiceHasSelector());
        }
        if (source is not { Part: { } name } || source.Value.SampleId != sample.Id)
            return new("target.source", new SourceMustBeginWith($"{whole with { Part = "" }}"));
        var part = PartOf(field, name);
        return part.Fault is { } fault ? new("target.source", fault) : Place(field.Kind, part.Part!, target);
    }

    private (PartDetail? Part, Message? Fault) PartOf(LabelField field, string name)
    {
        if (field.Part is not null && field.Part != name)
            return (null, new FieldMarksOtherPart(field.Id, field.Part, name));
        var part = sample.Parts.FirstOrDefault(p => p.Name == name);
        if (part is null)
            return (null, new SampleHasNoPart(name));
        if (!part.Present)
            return (null, new PartIsMissing(name, part.Missing?.Detail ?? part.Missing?.Reason));
        return part.Modality == field.Kind.Marks()
            ? (part, null)
            : (null, new MarkNotForModality(field.Kind, name, part.Modality));
    }

    private BodyInvalid? Place(LabelKind kind, PartDetail part, JsonObject target)
    {
        var selectors = target["selector"] switch
        {
            JsonArray many => many.OfType<JsonObject>().ToList(),
            JsonObject one => [one],
            _ => [],
        };
        return kind switch
        {
            LabelKind.Box => Box(part, Fragment(selectors)),
            LabelKind.Span => Span(part, selectors),
            _ => Range(Fragment(selectors)) ?? ChannelOf(part, target["channel"]),
        };
    }

    private static string? Fragment(List<JsonObject> selectors) =>
        selectors is [{ } only] && AnnotationDocument.TextOf(only["type"]) == "FragmentSelector"
            ? AnnotationDocument.TextOf(only["value"])
            : null;

    private static BodyInvalid? Box(PartDetail part, string? value)
    {
        if (value is null)
            return new("target.selector", new BoxNeedsSelector());
        var match = PixelBox().Match(value);
        if (!match.Success)
            return new("target.selector.value", new BoxMalformed(Short(value)));
        var (x, y, w, h) = (Decimal(match, 1), Decimal(match, 2), Decimal(match, 3), Decimal(match, 4));
        if (w <= 0 || h <= 0)
            return new("target.selector.value", new BoxHasNoArea());
        if (x < 0 || y < 0 || x + w > part.Width || y + h > part.Height)
            return new("target.selector.value", new BoxBeyondImage(part.Width, part.Height));
        return null;
    }

    private static BodyInvalid? Span(PartDetail part, List<JsonObject> selectors)
    {
        var position = selectors.FirstOrDefault(s => AnnotationDocument.TextOf(s["type"]) == "TextPositionSelector");
        var quote = selectors.FirstOrDefault(s => AnnotationDocument.TextOf(s["type"]) == "TextQuoteSelector");
        if (position is null || quote is null || selectors.Count != 2)
            return new("target.selector", new SpanNeedsSelectors());
        if (
            AnnotationDocument.WholeOf(position["start"]) is not { } start
            || AnnotationDocument.WholeOf(position["end"]) is not { } end
        )
            return new("target.selector.start", new SpanNotWholeNumbers());
        var text = part.Text ?? "";
        if (start < 0 || start >= end)
            return new("target.selector.start", new SpanIsEmpty(start, end));
        if (CodePoints.ToUnits(text, end) is not { } to)
            return new("target.selector.end", new SpanBeyondText(end, CodePoints.Count(text)));
        var said = AnnotationDocument.TextOf(quote["exact"]);
        var there = text[CodePoints.ToUnits(text, start)!.Value..to];
        return said == there
            ? null
            : new("target.selector.exact", new SpanQuotesOtherText(Short(there), Short(said ?? "")));
    }

    private BodyInvalid? Range(string? value)
    {
        if (value is null)
            return new("target.selector", new RangeNeedsSelector());
        var match = TimeRange().Match(value);
        if (!match.Success)
            return new("target.selector.value", new RangeMalformed(Short(value)));
        var (from, to) = (Nanoseconds(match.Groups[1].Value), Nanoseconds(match.Groups[2].Value));
        if (from >= to)
            return new("target.selector.value", new RangeIsEmpty());
        var length = sample.ToNs - sample.FromNs;
        return from >= 0 && to <= length
            ? null
            : new(
                "target.selector.value",
                new RangeBeyondWindow(
                    (length / (decimal)NanoTime.PerSecond).ToString("0.#########", CultureInfo.InvariantCulture)
                )
            );
    }

    private static BodyInvalid? ChannelOf(PartDetail part, JsonNode? channel)
    {
        if (channel is null)
            return null;
        var name = AnnotationDocument.TextOf(channel);
        return part.Stream is { } stream && stream.Channels.Any(c => c.Name == name)
            ? null
            : new("target.channel", new SeriesHasNoChannel(part.Name, TextRule.Shown(name ?? "")));
    }

    /// <summary>Exact: at most nine digits before and after the decimal point fit into a long.</summary>
    private static long Nanoseconds(string seconds) =>
        (long)(decimal.Parse(seconds, NumberStyles.Number, CultureInfo.InvariantCulture) * NanoTime.PerSecond);

    private static decimal Decimal(Match match, int group) =>
        decimal.Parse(match.Groups[group].ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static string Short(string text) => TextRule.Shown(text, 60);

    [GeneratedRegex(
        @"^xywh=(?:pixel:)?(-?[0-9]{1,9}(?:\.[0-9]{1,9})?),(-?[0-9]{1,9}(?:\.[0-9]{1,9})?),"
            + @"(-?[0-9]{1,9}(?:\.[0-9]{1,9})?),(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\z"
    )]
    private static partial Regex PixelBox();

    [GeneratedRegex(@"^t=(?:npt:)?(-?[0-9]{1,9}(?:\.[0-9]{1,9})?),(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\z")]
    private static partial Regex TimeRange();
}
