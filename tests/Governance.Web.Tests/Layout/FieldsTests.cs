using System.Text.RegularExpressions;
using Governance.Testing;

namespace Governance.Web.Tests.Layout;

public sealed partial class FieldsTests
{
    /// <summary>A text travels over the circuit in one message of 32 KB: no field takes more than the model does.</summary>
    [Fact]
    public void Every_text_field_says_how_much_it_takes()
    {
        var fields = Directory
            .EnumerateFiles(
                Path.Combine(SourceTree.Root, "src", "Governance.Web"),
                "*.razor",
                SearchOption.AllDirectories
            )
            .Where(f => Path.GetFileName(f) != "LargeText.razor")
            .SelectMany(f =>
                Field().Matches(File.ReadAllText(f)).Select(m => (File: Path.GetFileName(f), Tag: m.Value))
            )
            .ToList();
        var texts = fields.Where(f => !NoText().IsMatch(f.Tag)).ToList();
        Assert.True(texts.Count > 40, $"{texts.Count} text fields");
        Assert.Empty(
            texts.Where(f => !f.Tag.Contains("maxlength=", StringComparison.Ordinal)).Select(f => $"{f.File}: {f.Tag}")
        );
    }

    [GeneratedRegex("""<(input|textarea)\b("[^"]*"|[^">])*>""")]
    private static partial Regex Field();

    [GeneratedRegex("type=\"(number|date|checkbox|radio|file|hidden|range)\"")]
    private static partial Regex NoText();
}
