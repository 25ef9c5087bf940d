using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class KnownNamesTests
{
    private static readonly KnownNames Attributes = new("a stratum attribute of this dataset", ["shift", "room"]);

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest_and_the_known_ones()
    {
        Assert.Null(Attributes.Check("strataBy", "shift"));
        Assert.Null(Attributes.Check("strataBy", ["shift", "room"]));
        var refusal = Assert.IsType<UnknownName>(Attributes.Check("strataBy", ["room", "shfit"]));
        Assert.Equal("“strataBy”: “shfit” is not a stratum attribute of this dataset.", refusal.What);
        Assert.Equal("Did you mean “shift”? Known: “room”, “shift”.", refusal.Remedy);
        Assert.Equal(("unknown-name", RefusalKind.Invalid), (refusal.Code, refusal.Kind));
    }

    [Fact]
    public void Twenty_are_listed_and_the_others_counted()
    {
        var many = new KnownNames("a purpose", Enumerable.Range(10, 50).Select(i => $"p{i}"));
        var remedy = many.Check("purpose", "elsewhere")!.Remedy;
        Assert.StartsWith("Known: “p10”", remedy, StringComparison.Ordinal);
        Assert.EndsWith("“p29” and 30 more.", remedy, StringComparison.Ordinal);
        Assert.Equal("There is none; leave it out.", new KnownNames("a purpose", []).Check("purpose", "x")!.Remedy);
    }

    [Fact]
    public void A_name_that_no_text_may_hold_is_refused_as_such_and_a_long_one_is_shown_short()
    {
        Assert.IsType<UnfitText>(Attributes.Check("strataBy", "shift\0"));
        Assert.InRange(Attributes.Check("strataBy", new string('x', 100_000))!.What.Length, 80, 200);
    }
}
