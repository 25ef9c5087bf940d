namespace Governance.Platform.Blobs;

/// <summary>The progress of a copy.</summary>
/// <param name="Total">Blobs in the source when the copy began.</param>
/// <param name="Copied">Blobs that were copied by this run.</param>
/// <param name="Present">Blobs that an earlier run had copied.</param>
/// <param name="Bytes">Read from the source by this run, those of unfinished blobs included.</param>
/// <param name="Gone">Blobs that were deleted from the source before their turn.</param>
public sealed record BlobCopyProgress(long Total, long Copied, long Present, long Bytes, long Gone);
