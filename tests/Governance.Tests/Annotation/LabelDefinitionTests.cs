using System.Text.Json;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Tests.Annotation;

public sealed class LabelDefinitionTests
{
    private static readonly Guid Id = Guid.Parse("0193a5b2-0000-7000-8000-000000000001");

    private static readonly SampleDetail Sample = new(
        Guid.Parse("0193a5b2-0000-7000-8000-0000000000aa"),
        "r/1",
        Guid.NewGuid(),
        Guid.NewGuid(),
        Guid.NewGuid(),
        "P1",
        AnchorNs: 60 * NanoTime.PerSecond,
        FromNs: 0,
        ToNs: 240 * NanoTime.PerSecond,
        "UTC",
        new Dictionary<string, string>(),
        true,
        [
            new("photo", Modality.Image, true, null, 0, "image/jpeg", 640, 480, null, null, null),
            new(
                "close-up",
                Modality.Image,
                false,
                new("not-permitted", "the consent for this purpose does not cover it"),
                null,
                null,
                null,
                null,
                null,
                null,
                null
            ),
            new("note", Modality.Text, true, null, 0, "text/plain", null, null, AnnotationWorld.Note, null, null),
            new(
                "vibration",
                Modality.Sensor,
                true,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                new(
                    Guid.NewGuid(),
                    "vibration",
                    StreamKind.Regular,
                    [new("rms", "mm/s")],
                    0,
                    240 * NanoTime.PerSecond,
                    100,
                    new(0, 0, ClockMethod.Assumed, null, "test")
                )
            ),
        ]
    );

    private static LabelDefinition Definition => AnnotationWorld.Definition;

    [Theory]
    [InlineData("xywh=pixel:0,0,640,480")]
    [InlineData("xywh=pixel:639,479,1,1")]
    [InlineData("xywh=10.5,20.25,30.125,40")]
    public void A_box_inside_the_image_is_kept(string value) => Assert.Null(Check(Box(value)));

    [Theory]
    [InlineData("xywh=pixel:0,0,641,480", "beyond the image of 640 × 480 pixels")]
    [InlineData("xywh=pixel:600,0,41,10", "beyond the image")]
    [InlineData("xywh=pixel:-1,0,10,10", "beyond the image")]
    [InlineData("xywh=pixel:10,10,0,5", "no area")]
    [InlineData("xywh=percent:0,0,10,10", "not of the form")]
    [InlineData("xywh=pixel:1e3,0,1,1", "not of the form")]
    [InlineData("xywh=pixel:٣,0,1,1", "not of the form")]
    [InlineData("t=1,2", "not of the form")]
    public void A_box_elsewhere_is_refused(string value, string said) =>
        Assert.Contains(said, Check(Box(value))!.What, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 4, "Seal")]
    [InlineData(5, 7, "💧💧")]
    [InlineData(6, 7, "💧")]
    [InlineData(8, 15, "weeping")]
    [InlineData(0, 29, AnnotationWorld.Note)]
    public void A_span_counts_code_points(int start, int end, string exact) =>
        Assert.Null(Check(AnnotationWorld.Span(Id, Sample.Id, start, end, exact)));

    [Theory]
    [InlineData(10, 17, "weeping", "the text at this position is “eping a”")]
    [InlineData(5, 5, "", "is empty")]
    [InlineData(7, 5, "💧", "is empty")]
    [InlineData(0, 30, AnnotationWorld.Note, "the text has only 29 code points")]
    [InlineData(-1, 4, "Seal", "is empty")]
    public void A_span_elsewhere_is_refused(int start, int end, string exact, string said) =>
        Assert.Contains(
            said,
            Check(AnnotationWorld.Span(Id, Sample.Id, start, end, exact))!.What,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("t=0,240")]
    [InlineData("t=0.000000001,0.000000002")]
    [InlineData("t=239.999999999,240")]
    public void A_range_inside_the_window_is_kept(string value) => Assert.Null(Check(Range(value, "rms")));

    [Theory]
    [InlineData("t=0,240.000000001", "beyond the window, which is 240 s long")]
    [InlineData("t=-0.5,1", "beyond the window")]
    [InlineData("t=5,5", "range is empty")]
    [InlineData("t=6,5", "range is empty")]
    [InlineData("t=0.0000000001,1", "not of the form")]
    [InlineData("t=0,99999999999", "not of the form")]
    [InlineData("t=5", "not of the form")]
    public void A_range_elsewhere_is_refused(string value, string said) =>
        Assert.Contains(said, Check(Range(value, "rms"))!.What, StringComparison.Ordinal);

    [Fact]
    public void A_range_names_a_channel_of_its_series_or_none()
    {
        Assert.Null(Check(Range("t=1,2", null)));
        Assert.Contains(
            "no channel “temperature”",
            Check(Range("t=1,2", "temperature"))!.What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_choice_is_about_the_whole_sample()
    {
        Assert.Null(Check(AnnotationWorld.Choice(Id, Sample.Id)));
        Assert.Contains("whole sample", Check(Body("state", "good", Source("note")))!.What, StringComparison.Ordinal);
        Assert.Contains(
            "whole sample",
            Check(AnnotationWorld.Choice(Id, Guid.NewGuid()))!.What,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("leak", "oil", "note", "marks the part “photo”")]
    [InlineData("symptom", "wet", "photo", "cannot be drawn on “photo”, which is an image")]
    [InlineData("symptom", "wet", "diary", "no part “diary”")]
    [InlineData("symptom", "dry", "note", "does not offer “dry”")]
    [InlineData("smell", "oil", "note", "no field “smell”")]
    public void Field_value_and_part_must_be_the_schemas(string field, string value, string part, string said) =>
        Assert.Contains(said, Check(Body(field, value, Source(part)))!.What, StringComparison.Ordinal);

    [Fact]
    public void A_withheld_part_cannot_be_labelled()
    {
        var anyImage = new LabelDefinition([new("leak", LabelKind.Box, "Leak")]);
        var body = Body(
            "leak",
            "leak",
            Source("close-up", ",\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"xywh=pixel:0,0,1,1\"}")
        );

        Assert.Contains("does not cover it", anyImage.Check(Id, body, Sample)!.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"type\":\"Annotation\"", "\"type\":\"Note\"", "type:")]
    [InlineData("\"purpose\":\"tagging\"", "\"purpose\":\"describing\"", "body.purpose:")]
    [InlineData("\"motivation\":\"classifying\"", "\"motivation\":\"selling\"", "motivation:")]
    [InlineData("\"type\":\"TextualBody\"", "\"type\":\"Choice\"", "body.type:")]
    [InlineData("http://www.w3.org/ns/anno.jsonld", "https://example.org/", "@context:")]
    [InlineData("urn:uuid:", "urn:oid:", "id:")]
    [InlineData("\"value\":\"good\"", "\"value\":7", "body.value:")]
    [InlineData("\"value\":\"good\"", "\"value\":\"good\",\"value\":\"worn\"", "repeats a member")]
    [InlineData("\"value\":\"good\"", "\"value\":\"good\",\"note\":\"\\u0000\"", "U+0000")]
    [InlineData("\"value\":\"good\"", "\"value\":\"good\",\"note\":\"\\ud83d\"", "lone surrogate or a number")]
    [InlineData("\"value\":\"good\"", "\"value\":\"good\",\"n\":1e999", "lone surrogate or a number")]
    public void The_document_must_be_a_web_annotation(string from, string to, string said)
    {
        var text = AnnotationWorld.Choice(Id, Sample.Id).GetRawText();
        Assert.Contains(from, text, StringComparison.Ordinal);

        Assert.Contains(
            said,
            Check(JsonDocument.Parse(text.Replace(from, to, StringComparison.Ordinal)).RootElement)!.What,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"target\":[[[]]]}")]
    public void Anything_else_is_refused_and_breaks_nothing(string json) =>
        Assert.NotNull(Check(JsonDocument.Parse(json).RootElement));

    [Fact]
    public void A_body_beyond_the_limit_is_refused()
    {
        var padded = JsonDocument.Parse($"{{\"note\":\"{new string('x', 70_000)}\"}}").RootElement;

        Assert.Contains(
            "larger than 64 KB",
            AnnotationDocument.Read(padded, 64 * 1024).Refusal!.What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_schema_needs_fields_with_ids_of_their_own()
    {
        Assert.Null(Definition.Check());
        Assert.NotNull(new LabelDefinition([]).Check());
        Assert.NotNull(new LabelDefinition(null!).Check());
        Assert.NotNull(new LabelDefinition([null!]).Check());
        Assert.NotNull(Of(new LabelField("a", LabelKind.Choice, "A")));
        Assert.NotNull(Of(new LabelField("a b", LabelKind.Box, "A")));
        Assert.NotNull(Of(new LabelField(null!, LabelKind.Box, "A")));
        Assert.NotNull(Of(new LabelField("a", LabelKind.Box, " ")));
        Assert.NotNull(Of(new LabelField("a", LabelKind.Box, "A", Multiple: true)));
        Assert.NotNull(Of(new LabelField("a", LabelKind.Box, "A", [new("x", "X"), new("x", "Y")])));
        Assert.NotNull(Of(new LabelField("a", LabelKind.Box, "A", [null!])));
        Assert.NotNull(Of(new LabelField("a", LabelKind.Choice, "A", [new("x", "X")], Part: "photo")));
        Assert.NotNull(Of(new("a", LabelKind.Box, "A"), new("a", LabelKind.Span, "B")));
        Assert.Null(Of(new LabelField("a", LabelKind.Box, "A")));
    }

    [Fact]
    public void The_needed_modalities_are_those_that_fields_mark()
    {
        Assert.Equal(Modalities.All, Definition.Needed());
        Assert.Equal(Modalities.Text, AnnotationWorld.TextOnly.Needed());
        Assert.Equal(Modalities.None, new LabelDefinition([new("a", LabelKind.Choice, "A", [new("x", "X")])]).Needed());
    }

    private static Refusal? Of(params LabelField[] fields) => new LabelDefinition(fields).Check();

    private static Refusal? Check(JsonElement body) => Definition.Check(Id, body, Sample);

    private static string Source(string part, string more = "") =>
        $"{{\"source\":\"urn:governance:sample:{Sample.Id}:part:{part}\"{more}}}";

    private static JsonElement Body(string field, string value, string target) =>
        AnnotationWorld.Body(Id, "tagging", field, value, target);

    private static JsonElement Box(string value) =>
        Body(
            "leak",
            "oil",
            Source(
                "photo",
                ",\"selector\":{\"type\":\"FragmentSelector\",\"conformsTo\":\"http://www.w3.org/TR/media-frags/\","
                    + $"\"value\":\"{value}\"}}"
            )
        );

    private static JsonElement Range(string value, string? channel) =>
        Body(
            "event",
            "spike",
            Source(
                "vibration",
                $",\"selector\":{{\"type\":\"FragmentSelector\",\"value\":\"{value}\"}}"
                    + (channel is null ? "" : $",\"channel\":\"{channel}\"")
            )
        );
}
