using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class TextShorteningTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("😀😀😀", 3, "😀😀😀")]
    [InlineData("a😀😀b", 3, "a😀…")]
    [InlineData("😀😀", 1, "…")]
    public void A_text_is_shortened_between_characters(string text, int longest, string shortened) =>
        Assert.Equal(shortened, TextRule.Shorten(text, longest));
}
