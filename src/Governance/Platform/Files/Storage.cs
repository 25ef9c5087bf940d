namespace Governance.Platform;

/// <summary>The database and the folders of an installation.</summary>
/// <param name="ConnectionString">PostgreSQL 15 or later.</param>
/// <param name="BlobFolder">Root of the folder blob store.</param>
public sealed record Storage(string ConnectionString, string BlobFolder)
{
    /// <summary>Temporary files; beside the blobs unless set.</summary>
    public string ScratchFolder { get; init; } =
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(BlobFolder))!, "scratch");
}
