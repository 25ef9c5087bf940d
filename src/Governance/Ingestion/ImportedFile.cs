namespace Governance.Ingestion;

/// <summary>
/// What an import did with one file. The row is written when the file is done, so that a killed import continues with the
/// next file. Import and path are unique together.
/// </summary>
public sealed class ImportedFile
{
    /// <summary>Version 7, so that ids ascend with time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The import that the file belongs to.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Path inside the source: relative, with /, in Unicode NFC.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file as it came; empty when it was not read, because it was refused or the map does not use it.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>Bytes of the file as it came; 0 when it was not read.</summary>
    public required long Length { get; init; }

    /// <summary>What the import did with the file.</summary>
    public required ImportedFileState State { get; init; }

    /// <summary>Digest of the normalised content; null when there is none.</summary>
    public string? ResultDigest { get; init; }

    /// <summary>
    /// What the import found in the file and changed, as JSON (<see cref="FileFacts"/>): size, orientation, removed metadata,
    /// or why it was refused.
    /// </summary>
    public string? Facts { get; init; }
}
