namespace Governance.Catalog;

/// <summary>One modality's share of a sample.</summary>
public sealed class SamplePart
{
    public const int LongestDetail = 500,
        LongestExcerpt = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SampleId { get; init; }

    /// <summary>As the import map names it: photo, note, vibration.</summary>
    public required string Name { get; init; }
    public required Modality Modality { get; init; }
    public Guid? StreamId { get; init; }

    public MissingReason? Missing { get; init; }

    /// <summary>What exactly is missing, in words: the path, the distance to the nearest row.</summary>
    public string? MissingDetail { get; init; }

    /// <summary>Distance between the anchor and the part's own instant (image, text) or nearest row (sensor), ≥ 0.</summary>
    public long? SyncErrorNs { get; init; }

    /// <summary>Content of an image or text; a sensor's lies in its stream.</summary>
    public string? Digest { get; init; }
    public string? MediaType { get; init; }
    public long? Length { get; init; }

    /// <summary>Pixels of the normalised image.</summary>
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>Small JPEG for grids.</summary>
    public string? ThumbnailDigest { get; init; }

    /// <summary>The first 200 characters of a text, for grids.</summary>
    public string? Excerpt { get; init; }

    /// <summary>Sensor rows inside the window, and up to 64 values of its first channel for a sparkline (null = gap).</summary>
    public long? Rows { get; init; }
    public float?[]? Sparkline { get; init; }

    public bool IsPresent => Missing is null;
}
