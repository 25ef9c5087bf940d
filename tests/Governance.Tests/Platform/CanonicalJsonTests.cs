using System.Text.Json.Nodes;
using Governance.Platform;

namespace Governance.Tests.Platform;

/// <summary>RFC 8785; numbers from its Appendix B (IEEE 754 bits → text).</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Numbers_print_as_ECMAScript_prints_them(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_JSON_form_is_refused(double value) =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Number(value));

    [Fact]
    public void Members_are_sorted_by_UTF16_code_units()
    {
        var node = JsonNode.Parse("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""");
        var text = System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(node));
        Assert.Equal("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"\U0001F600\":5,\"\ufb33\":3}", text);
    }

    [Fact]
    public void Strings_escape_only_what_must_be()
    {
        var text = System.Text.Encoding.UTF8.GetString(
            CanonicalJson.Bytes(JsonValue.Create("€$\u000F\nA'B\"\\\\\"/<>\u2028"))
        );
        Assert.Equal("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/<>\u2028\"", text);
    }

    [Fact]
    public void White_space_and_order_of_the_input_do_not_matter() =>
        Assert.Equal(
            CanonicalJson.Bytes(JsonNode.Parse("""{ "b": [1, 2.50], "a": null }""")),
            CanonicalJson.Bytes(JsonNode.Parse("""{"a":null,"b":[1.0,2.5]}"""))
        );
}
