namespace Governance.Ingestion;

/// <summary>
/// What became of one file. Written as each file is done, so that a killed import takes up where it stood:
/// the pair of import and path is unique, and reading a file again ends in the same row.
/// </summary>
public sealed class ImportedFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ImportId { get; init; }
    public required string Path { get; init; }

    /// <summary>SHA-256 of the file as it came; empty when it was not read, because it was refused or nothing asks for it.</summary>
    public required string SourceDigest { get; init; }
    public required long Length { get; init; }
    public required ImportedFileState State { get; init; }

    /// <summary>The normalised content, when there is one.</summary>
    public string? ResultDigest { get; init; }

    /// <summary>
    /// What the step found and did, as JSON (<see cref="FileFacts"/>): size, orientation, removed metadata, or why it
    /// was refused.
    /// </summary>
    public string? Facts { get; init; }
}
