using System.Text.Json;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>What the import found in one file and changed; stored with its row as JSON.</summary>
/// <param name="Refused">Why the file was refused.</param>
/// <param name="Text">Characters of a text, and what was removed from it.</param>
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
