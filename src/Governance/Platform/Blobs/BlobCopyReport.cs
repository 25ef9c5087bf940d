namespace Governance.Platform.Blobs;

/// <summary>How a copy ended.</summary>
/// <param name="Damaged">Digests of content that is not what they name; it was left out.</param>
public sealed record BlobCopyReport(BlobCopyProgress Progress, IReadOnlyList<string> Damaged);
