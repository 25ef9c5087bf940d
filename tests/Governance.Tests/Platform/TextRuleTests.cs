using Governance.Platform;

namespace Governance.Tests.Platform;

public sealed class TextRuleTests
{
    [Theory]
    [InlineData("ab\0c", "NUL at character 3")]
    [InlineData("x\uFFFE", "U+FFFE, which is not a character, at character 2")]
    [InlineData("\uFFFF", "U+FFFF")]
    [InlineData("\uFDD0", "U+FDD0")]
    [InlineData("\uFDEF", "U+FDEF")]
    [InlineData("\U0001FFFE", "U+1FFFE")]
    [InlineData("\U0010FFFF", "U+10FFFF")]
    public void What_no_text_may_hold_is_named_with_its_place(string text, string said) =>
        Assert.Contains(said, TextRule.Fault(text)!.Text, StringComparison.Ordinal);

    // Not as a theory: an attribute keeps its texts as UTF-8, which has no half characters.
    [Fact]
    public void Half_a_character_is_named_with_its_place()
    {
        Assert.Equal("half a character (U+D800) at character 1", TextRule.Fault("\uD800")!.Text);
        Assert.Equal("half a character (U+DC00) at character 2", TextRule.Fault("😀\uDC00")!.Text);
        Assert.Equal("half a character (U+D83D) at character 1", TextRule.Fault("\uD83Dx")!.Text);
        Assert.Equal("half a character (U+D83D) at character 2", TextRule.Fault("x\uD83D\uD83D\uDE00")!.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\uFEFFwith a byte order mark")]
    [InlineData("\u202Eright to left\u202C")]
    [InlineData("👩‍🔬 \U0001F3F4 \uFFFD \uFDCF \uFDF0 \uD7FF \uE000 \U0001FFFD")]
    [InlineData("\u0001\u0007\u001B\t\r\n\u007F\u0085")]
    public void Everything_else_is_text(string text)
    {
        Assert.Null(TextRule.Fault(text));
        _ = text.Normalize();
    }

    [Theory]
    [InlineData("\u202Egnidaer", "contains U+202E at character 1, which overrides the direction of the text after it")]
    [InlineData("exe.\u202Egpj\u202C", "contains U+202E at character 5")]
    [InlineData(
        "a \u2067b",
        "contains U+2067 at character 3, which starts a text direction that the text does not end"
    )]
    [InlineData("\u202Ab\u2069", "contains U+202A at character 1")]
    [InlineData("\u2066a\u202Bb\u2069\u2068", "contains U+2068 at character 6")]
    public void A_name_turns_round_nothing_beside_it(string name, string said)
    {
        Assert.StartsWith($"“title” {said}", TextRule.Check("title", name, 50)!.What, StringComparison.Ordinal);
        Assert.Null(TextRule.Check("content", name));
    }

    [Theory]
    [InlineData("‏עברית ‎العربية")]
    [InlineData("\u2067مضخة\u2069 and \u202Bمضخة\u202C")]
    [InlineData("\u2066a \u202Bb\u2069 c")]
    [InlineData("a\u202C\u2069")]
    public void A_name_may_be_written_in_any_direction(string name) => Assert.Null(TextRule.Check("title", name, 50));

    [Fact]
    public void A_sentence_that_quotes_a_name_is_not_turned_round_by_it()
    {
        Assert.Equal("There is no pump “gnidaer”.", new NotFound("pump", "\u202Egnidaer").What);
        Assert.Equal("\uFFFDgnidaer", TextRule.Shown("\u202Egnidaer"));
    }

    [Fact]
    public void A_length_is_counted_in_characters()
    {
        var four = string.Concat(Enumerable.Repeat("😀", 4));
        Assert.Null(TextRule.Check("name", four, 4));
        Assert.Equal("“name” is 4 characters long; it takes at most 3.", TextRule.Check("name", four, 3)!.What);
    }

    [Fact]
    public void The_first_unfit_field_is_named()
    {
        Assert.Equal(
            "language",
            TextRule.Check(("notice", "v1", 10), ("language", "xx\0", 35), ("note", "\0", 5))!.Field
        );
        Assert.Null(TextRule.Check(("notice", null, 10), ("language", "de", 35)));
    }
}
