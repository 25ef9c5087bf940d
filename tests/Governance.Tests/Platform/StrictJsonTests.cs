using System.Text.Json;
using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class StrictJsonTests
{
    private static readonly StrictJson Reader = new(StrictJson.MakeOptions(JsonNamingPolicy.CamelCase));

    private const string Whole =
        """{"name":"a","modality":"image","inner":{"count":1,"share":0.5},"others":["text"]"""
        + ""","notes":{"k":"v"},"counts":{"text":1},"raw":{"x":["y"]},"bytes":"aGk="}""";

    [Fact]
    public void What_is_whole_is_read()
    {
        var (thing, faults) = Reader.Read<Thing>(Whole);
        Assert.Empty(faults);
        Assert.Equal(("a", Modality.Image, 0.5), (thing!.Name, thing.Modality, thing.Inner!.Share));
        Assert.NotNull(Reader.Read<Thing>("""{"name":"a","modality":"text"}""").Value);
    }

    [Theory]
    [InlineData(
        "\"count\":1",
        "\"cuont\":1,\"count\":1",
        "$.inner.cuont",
        "There is no “cuont” here. Did you mean “count”? Known: “count”, “share”."
    )]
    [InlineData("\"name\":\"a\",", "", "$.name", "“name” is missing. Add it: text.")]
    [InlineData("\"name\":\"a\"", "\"name\":null", "$.name", "null is not allowed here. Write text.")]
    [InlineData("\"name\":\"a\"", "\"Name\":\"a\"", "$.Name", "Did you mean “name”?")]
    [InlineData("\"name\":\"a\"", "\"name\":1", "$.name", "1 does not belong here. Write text.")]
    [InlineData(
        "\"image\"",
        "\"imgae\"",
        "$.modality",
        "\"imgae\" is not one of the known values. Did you mean “image”? Known: “image”, “sensor”, “text”."
    )]
    [InlineData("\"image\"", "1", "$.modality", "Known: “image”, “sensor”, “text”.")]
    [InlineData("\"image\"", "\"text,image\"", "$.modality", "Known: “image”, “sensor”, “text”.")]
    [InlineData("[\"text\"]", "[\"text\",null]", "$.others[1]", "is not one of the known values.")]
    [InlineData("\"k\":\"v\"", "\"k\":null", "$.notes.k", "null is not allowed here.")]
    [InlineData(
        "\"counts\":{\"text\":1}",
        "\"counts\":{\"smell\":1}",
        "$.counts.smell",
        "Known: “image”, “sensor”, “text”."
    )]
    [InlineData("0.5", "1e999", "$.inner.share", "1e999 is too large for a number. Write a smaller one.")]
    [InlineData("\"count\":1", "\"count\":99999999999", "$.inner.count", "Write a whole number.")]
    [InlineData(
        "\"name\":\"a\"",
        "\"name\":\"a\",\"name\":\"b\"",
        "$.name",
        "“name” appears twice. Remove one of the two."
    )]
    [InlineData("[\"y\"]", "[{\"z\":1,\"z\":2}]", "$.raw.x[0].z", "“z” appears twice.")]
    [InlineData("\"aGk=\"", "\"*\"", "$.bytes", "Write bytes as base64.")]
    [InlineData("{\"count\":1,\"share\":0.5}", "[]", "$.inner", "[] does not belong here. Write an object { … }.")]
    public void Every_fault_is_named_with_its_place_and_its_remedy(string from, string to, string path, string said)
    {
        var fault = Assert.Single(Reader.Read<Thing>(Whole.Replace(from, to, StringComparison.Ordinal)).Faults, f =>
            f.Path == path
        );
        Assert.Contains(said, fault.ToString(), StringComparison.Ordinal);
        Assert.False(fault.OfText);
    }

    [Theory]
    [InlineData("\"name\":\"a\"", "\"name\":\"a\\u0000\"", "$.name")]
    [InlineData("\"name\":\"a\"", "\"name\":\"\\ud800\"", "$.name")]
    [InlineData("\"k\":\"v\"", "\"k\":\"\\uFFFE\"", "$.notes.k")]
    [InlineData("\"k\":\"v\"", "\"k\\u0000\":\"v\"", "$.notes")]
    [InlineData("[\"y\"]", "[\"\\udc00\"]", "$.raw.x[0]")]
    [InlineData("{\"x\":", "{\"\\ud800\":", "$.raw")]
    public void Unfit_text_is_told_apart_from_what_is_not_understood(string from, string to, string path)
    {
        var fault = Assert.Single(Reader.Read<Thing>(Whole.Replace(from, to, StringComparison.Ordinal)).Faults);
        Assert.Equal((path, true), (fault.Path, fault.OfText));
    }

    [Fact]
    public void All_faults_are_said_at_once() =>
        Assert.Equal(
            ["$.nmae", "$.others", "$.name", "$.modality"],
            Reader.Read<Thing>("""{"nmae":"a","others":{}}""").Faults.Select(f => f.Path)
        );

    [Theory]
    [InlineData("{\n  \"name\": oops\n}", "(line 2, character 11)")]
    [InlineData("", "This is not valid JSON")]
    public void A_slip_in_the_text_has_its_line_and_character_counted_from_one(string json, string said)
    {
        var fault = Assert.Single(Reader.Read<Thing>(json).Faults);
        Assert.Contains(said, fault.What, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", fault.What, StringComparison.Ordinal);
    }

    private sealed record Thing(
        string Name,
        Modality Modality,
        Part? Inner = null,
        IReadOnlyList<Modality>? Others = null,
        IReadOnlyDictionary<string, string>? Notes = null,
        IReadOnlyDictionary<Modality, int>? Counts = null,
        JsonElement? Raw = null,
        byte[]? Bytes = null
    );

    private sealed record Part(int Count, double Share = 1);
}
