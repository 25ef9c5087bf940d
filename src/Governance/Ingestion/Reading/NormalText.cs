using System.Text;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A text in its normal form.</summary>
/// <param name="ControlsRemoved">Control characters that were taken out; line breaks and tabs stay.</param>
internal sealed record NormalText(string Text, int ControlsRemoved, bool Recomposed)
{
    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    /// <summary>Its beginning, as long as the column takes.</summary>
    public string Excerpt => TextRule.Shorten(Text, SamplePart.LongestExcerpt);

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
