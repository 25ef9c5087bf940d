namespace Governance.Catalog;

/// <summary>
/// One modality of a recording on its clock. Sensor rows stand in a Parquet blob with a min/max pyramid beside it;
/// images and texts are items of the stream, one blob each.
/// </summary>
public sealed class RecordingStream
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RecordingId { get; init; }
    public required string Name { get; init; }
    public required Modality Modality { get; init; }
    public required StreamKind Kind { get; init; }

    /// <summary>[{ "name": "glucose", "unit": "mmol/L" }]; empty for images and texts.</summary>
    public required List<Channel> Channels { get; init; }
    public required Clock Clock { get; init; }

    /// <summary>Parquet with <c>time_ns</c> and one double column for each channel; null for images and texts.</summary>
    public string? DataDigest { get; init; }

    /// <summary>Min/max pyramid of the same rows.</summary>
    public string? PyramidDigest { get; init; }
    public required long Rows { get; init; }
    public required long FirstNs { get; init; }
    public required long LastNs { get; init; }

    /// <summary>Nominal distance of rows (their median), in ns; null for events.</summary>
    public long? PeriodNs { get; init; }

    /// <summary>A longer silence than this is a gap and stays one, in every picture.</summary>
    public long? GapNs { get; init; }
    public required int Gaps { get; init; }
    public required int Duplicates { get; init; }
}
