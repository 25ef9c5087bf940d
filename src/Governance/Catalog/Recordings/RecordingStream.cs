namespace Governance.Catalog;

/// <summary>
/// One modality of a recording on its clock. Sensor rows are in a Parquet blob with a min/max pyramid in a second blob;
/// images and texts are items of the stream, one blob each.
/// </summary>
public sealed class RecordingStream
{
    /// <summary>UUID version 7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The recording that the stream belongs to.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>Name from the import map, unique within the recording, at most 80 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Text, image or sensor.</summary>
    public required Modality Modality { get; init; }

    /// <summary>Regular or events.</summary>
    public required StreamKind Kind { get; init; }

    /// <summary>Quantities of a sensor stream in the order of its columns; empty for images and texts.</summary>
    public required List<Channel> Channels { get; init; }

    /// <summary>The correction from device time to reference time.</summary>
    public required Clock Clock { get; init; }

    /// <summary>Digest of the rows in the format of <see cref="SeriesFile"/>; null for images and texts.</summary>
    public string? DataDigest { get; init; }

    /// <summary>Digest of the <see cref="Pyramid"/> of the same rows; null for images and texts.</summary>
    public string? PyramidDigest { get; init; }

    /// <summary>Number of sensor rows or of items.</summary>
    public required long Rows { get; init; }

    /// <summary>First reference time, in nanoseconds since the Unix epoch.</summary>
    public required long FirstNs { get; init; }

    /// <summary>Last reference time, in nanoseconds since the Unix epoch.</summary>
    public required long LastNs { get; init; }

    /// <summary>Median interval between rows, in nanoseconds; null for events.</summary>
    public long? PeriodNs { get; init; }

    /// <summary>An interval longer than this is a gap, in nanoseconds, and charts show it as one; null = no gaps.</summary>
    public long? GapNs { get; init; }

    /// <summary>Number of intervals longer than <see cref="GapNs"/>.</summary>
    public required int Gaps { get; init; }

    /// <summary>Imported rows with the time of another row; the import map says which one is kept.</summary>
    public required int Duplicates { get; init; }
}
