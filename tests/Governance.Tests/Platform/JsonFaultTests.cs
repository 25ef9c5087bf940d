using System.Text.Json;
using System.Text.Json.Serialization;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class JsonFaultTests
{
    private sealed record Thing(string Name, Modality Modality, Thing? Inner = null, IReadOnlyList<Modality>? Others = null);

    private static readonly JsonSerializerOptions Strict = new(CanonicalJson.Options)
    {
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    [Theory]
    [InlineData("""{"name":"a","modality":"image","inner":{"nmae":"b"}}""", "There is no “$.inner.nmae” to fill.")]
    [InlineData("""{"name":"a","modality":"smell"}""", "The value of $.modality is none of: text, image, sensor.")]
    [InlineData("""{"name":"a","modality":"text","others":["smell"]}""", "The value of $.others[0] is none of: text, image, sensor.")]
    [InlineData("""{"name":1,"modality":"text"}""", "The value of $.name is not of the kind that belongs there.")]
    [InlineData("""{}""", "Missing: name, modality.")]
    public void It_is_said_in_the_words_of_the_one_who_wrote_it(string json, string words) =>
        Assert.Equal(words, JsonFault.InWords(Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Thing>(json, Strict))));

    [Fact]
    public void A_slip_in_the_text_has_its_line_and_character_counted_from_one()
    {
        var words = JsonFault.InWords(Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Thing>("{\n  \"name\": oops\n}", Strict)));
        Assert.EndsWith("(line 2, character 11)", words, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", words, StringComparison.Ordinal);
    }
}
