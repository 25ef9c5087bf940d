using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>A part of a <see cref="SampleCard"/>.</summary>
/// <param name="Missing">Null when the part is present.</param>
/// <param name="Excerpt">The first 200 characters of a text.</param>
/// <param name="Sparkline">Up to 64 values of a sensor window at even steps; null = gap.</param>
/// <param name="SyncErrorNs">Time between the anchor and the part, ≥ 0; a string in JSON.</param>
public sealed record CardPart(
    string Name,
    Modality Modality,
    MissingReason? Missing,
    string? MissingDetail,
    bool HasThumbnail,
    string? Excerpt,
    float?[]? Sparkline,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long? SyncErrorNs
);
