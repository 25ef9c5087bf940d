using System.Text.Json.Serialization;

namespace Governance.Catalog;

public sealed record PartDetail(
    string Name,
    Modality Modality,
    bool Present,
    PartAbsence? Missing,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long? SyncErrorNs,
    string? MediaType,
    int? Width,
    int? Height,
    string? Text,
    string? Digest,
    StreamDetail? Stream,
    string? ContentUrl = null
);
