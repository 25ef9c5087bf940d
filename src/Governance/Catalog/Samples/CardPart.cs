using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <param name="Missing">Null when the part is there.</param>
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
