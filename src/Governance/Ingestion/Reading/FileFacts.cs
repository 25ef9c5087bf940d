using System.Text.Json;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>What reading one file found and did; kept with its row as JSON.</summary>
/// <param name="Refused">Why it was not taken.</param>
/// <param name="Text">Characters, and what was taken out of a text.</param>
internal sealed record FileFacts(
    FileRole Role,
    RefusedFile? Refused = null,
    ImageFacts? Image = null,
    string? ThumbnailDigest = null,
    long? ResultLength = null,
    TextFacts? Text = null,
    string? Excerpt = null
)
{
    public string ToJson() => CanonicalJson.Text(this);

    public static FileFacts From(string json) => JsonSerializer.Deserialize<FileFacts>(json, CanonicalJson.Options)!;
}

internal sealed record TextFacts(int Characters, int ControlsRemoved, bool Recomposed);
