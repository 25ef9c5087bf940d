using System.Text;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A normalised text: Unicode NFC, <c>\n</c> as line break, no other control character than tabs.</summary>
/// <param name="ControlsRemoved">Number of control characters that were removed.</param>
/// <param name="Recomposed">Whether NFC changed the text.</param>
internal sealed record NormalText(string Text, int ControlsRemoved, bool Recomposed)
{
    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    /// <summary>The beginning of the text, as long as its column.</summary>
    public string Excerpt => TextRule.Shorten(Text, SamplePart.LongestExcerpt);

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
