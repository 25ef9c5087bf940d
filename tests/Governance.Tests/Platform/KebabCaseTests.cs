using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class KebabCaseTests
{
    [Theory]
    [InlineData("Pump station 2025", "pump-station-2025")]
    [InlineData("Pumpe Ü", "pumpe-u")]
    [InlineData("  A/B: c ", "a-b-c")]
    public void Plain_letters_make_a_plain_slug(string name, string slug) =>
        Assert.Equal(slug, KebabCase.DistinctSlug(name));

    [Theory]
    [InlineData("مضخة", "مضخة ثانية")]
    [InlineData("泵站", "ポンプ")]
    [InlineData("泵站 7", "水站 7")]
    [InlineData("कल", "काल")]
    [InlineData("Größe", "Groe")]
    public void Names_in_other_letters_stay_apart(string one, string other)
    {
        Assert.NotEqual(KebabCase.DistinctSlug(one), KebabCase.DistinctSlug(other));
        Assert.Equal(KebabCase.DistinctSlug(one), KebabCase.DistinctSlug($" {one}!"));
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", KebabCase.DistinctSlug(one));
    }

    [Fact]
    public void Long_names_with_the_same_beginning_stay_apart()
    {
        var (one, other) = (new string('a', 100) + " 1", new string('a', 100) + " 2");
        Assert.NotEqual(KebabCase.DistinctSlug(one), KebabCase.DistinctSlug(other));
        Assert.InRange(KebabCase.DistinctSlug(one).Length, 52, 60);
    }
}
