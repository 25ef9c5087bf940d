using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>A part of a <see cref="SampleDetail"/>.</summary>
/// <param name="Missing">Null when the part is present.</param>
/// <param name="SyncErrorNs">Time between the anchor and the part, ≥ 0; a string in JSON.</param>
/// <param name="Width">Pixels of the image.</param>
/// <param name="Height">Pixels of the image.</param>
/// <param name="Text">The text, at most its first mebibyte.</param>
/// <param name="Digest">Of the image or text, or of the rows of the whole stream.</param>
/// <param name="Stream">The stream that a sensor window is cut from.</param>
/// <param name="ContentUrl">Address of an image's content; see <see cref="SampleDetail.WithLinks"/>.</param>
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
