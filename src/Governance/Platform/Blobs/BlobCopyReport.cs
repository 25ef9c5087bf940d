namespace Governance.Platform.Blobs;

/// <summary>The result of a copy.</summary>
/// <param name="Damaged">Digests of content that does not match them; it was left out.</param>
public sealed record BlobCopyReport(BlobCopyProgress Progress, IReadOnlyList<string> Damaged);
