namespace Governance.Catalog;

/// <param name="Digest">Of the image or text, or of the whole stream that a sensor window is cut from.</param>
public sealed record PartManifest(
    string Name,
    Modality Modality,
    MissingReason? Missing,
    string? Digest,
    long? Rows,
    string? SyncErrorNs
);
