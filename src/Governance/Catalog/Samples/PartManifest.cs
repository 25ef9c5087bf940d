namespace Governance.Catalog;

/// <summary>A part of a <see cref="SampleManifest"/>.</summary>
/// <param name="Missing">Null when the part is present.</param>
/// <param name="Digest">Of the image or text, or of the whole stream that a sensor window is cut from.</param>
/// <param name="Rows">Sensor rows inside the window.</param>
/// <param name="SyncErrorNs">Decimal digits.</param>
public sealed record PartManifest(
    string Name,
    Modality Modality,
    MissingReason? Missing,
    string? Digest,
    long? Rows,
    string? SyncErrorNs
);
