using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["shift", "site", "room", "ageGroup", "photo-quality"];

    [Theory]
    [InlineData("shfit", "shift")]
    [InlineData("Shift", "shift")]
    [InlineData("shif", "shift")]
    [InlineData("rooms", "room")]
    [InlineData("age_group", "ageGroup")]
    [InlineData("photoQuality", "photo-quality")]
    [InlineData("sites", "site")]
    [InlineData("ca", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("weather", null)]
    public void The_name_with_the_fewest_edits_is_meant_if_it_is_near(string wrong, string? meant) =>
        Assert.Equal(meant, NearestName.Of(wrong, Known));

    [Fact]
    public void Swapped_neighbours_are_one_edit() => Assert.Equal("ab", NearestName.Of("ba", ["cd", "ab"]));

    [Fact]
    public void Of_equally_near_names_the_first_is_meant() =>
        Assert.Equal("pump-1", NearestName.Of("pump-3", ["pump-1", "pump-2"]));

    [Fact]
    public void A_text_that_is_no_name_is_compared_with_nothing() =>
        Assert.Null(NearestName.Of(new string('x', 100_000), [new string('x', 100_001)]));
}
