namespace Governance.Catalog;

/// <summary>One modality's share of a sample.</summary>
public sealed class SamplePart
{
    /// <summary>Characters of <see cref="MissingDetail"/> and of <see cref="Excerpt"/>.</summary>
    public const int LongestDetail = 500,
        LongestExcerpt = 200;

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The sample that the part belongs to.</summary>
    public required Guid SampleId { get; init; }

    /// <summary>Name from the import map, unique within the sample: photo, note, vibration.</summary>
    public required string Name { get; init; }

    /// <summary>Text, image or sensor.</summary>
    public required Modality Modality { get; init; }

    /// <summary>The stream that the part is taken from; null when the recording has no such stream.</summary>
    public Guid? StreamId { get; init; }

    /// <summary>Null when the part is present.</summary>
    public MissingReason? Missing { get; init; }

    /// <summary>Detail of the reason in words, such as the path of the file or the distance to the nearest row.</summary>
    public string? MissingDetail { get; init; }

    /// <summary>Nanoseconds between the anchor and the part's own instant (image, text) or nearest row (sensor), ≥ 0.</summary>
    public long? SyncErrorNs { get; init; }

    /// <summary>Digest of an image or text; null for sensor windows, which are read from their stream.</summary>
    public string? Digest { get; init; }

    /// <summary>Media type of an image or text, such as <c>image/jpeg</c>.</summary>
    public string? MediaType { get; init; }

    /// <summary>Bytes of an image or text.</summary>
    public long? Length { get; init; }

    /// <summary>Width of the normalised image in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the normalised image in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Digest of a small JPEG for grids.</summary>
    public string? ThumbnailDigest { get; init; }

    /// <summary>The first 200 characters of a text, for grids.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Sensor rows inside the window.</summary>
    public long? Rows { get; init; }

    /// <summary>Up to 64 values of the first channel at even steps; null = gap.</summary>
    public float?[]? Sparkline { get; init; }

    /// <summary>The part is not missing.</summary>
    public bool IsPresent => Missing is null;
}
