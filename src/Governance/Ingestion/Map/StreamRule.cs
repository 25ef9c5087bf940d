using System.ComponentModel;
using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>One stream: its files or tables, its times, and how it becomes a part of a sample.</summary>
public sealed record StreamRule
{
    /// <summary>At most 40 letters, digits, hyphens and underscores; unique in the map when case is ignored.</summary>
    [Description("The part's name in every sample.")]
    public required string Name { get; init; }

    /// <summary>A sensor stream is read from tables; the others are single files or listed in a table.</summary>
    [Description("text, image or sensor.")]
    public required Modality Modality { get; init; }

    /// <summary>A regular stream has a period and gaps; events have neither.</summary>
    [Description("Sampled at a rate (regular), or irregularly (events). Sensor streams only.")]
    public StreamKind Kind { get; init; } = StreamKind.Regular;

    /// <summary>Null when a table lists the items.</summary>
    [Description(
        "The files: tables of a sensor stream, or the image and text files themselves. Leave it out when a table lists them."
    )]
    public PathPattern? Path { get; init; }

    /// <summary>Null when the stream has a path.</summary>
    [Description("The table that lists the items of an image or text stream, one per row.")]
    public ListedRule? ListedBy { get; init; }

    /// <summary>Columns, a part of the path or EXIF: exactly one of them.</summary>
    [Description("The time of each row or item.")]
    public required TimeRule Time { get; init; }

    /// <summary>Column to the values that are kept; rows with another value are left out without a refusal.</summary>
    [Description("Uses only rows in which each named column has one of the values.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>1 to 500 for a sensor stream, none otherwise.</summary>
    [Description("The columns with measurements. Sensor streams only.")]
    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

    /// <summary>Null: as the map says.</summary>
    [Description("How this stream's tables are written, when it differs from the map.")]
    public CsvRule? Csv { get; init; }

    /// <summary>Null: the device's clock is taken for the reference.</summary>
    [Description("What is known about the device's clock.")]
    public ClockRule? Clock { get; init; }

    /// <summary>Null: as the map says.</summary>
    [Description("This part's own window around the anchor, when it differs from the map.")]
    public WindowRule? Window { get; init; }

    /// <summary>
    /// Largest distance from the anchor. Null: an item may be anywhere in the window, a series is not limited.
    /// </summary>
    [Description("The nearest row or item may be at most this far from the anchor.")]
    public Duration? Tolerance { get; init; }

    /// <summary>At least 1; sensor streams only.</summary>
    [Description("Least number of rows in the window; with fewer the part is missing (gap). Sensor streams only.")]
    public int MinimumRows { get; init; } = 1;

    /// <summary>Whether a sample is complete without this part.</summary>
    [Description("Whether a sample is complete without this part.")]
    public bool Optional { get; init; }

    /// <summary>Sensor streams only.</summary>
    [Description("What to do with rows of the same time. Sensor streams only.")]
    public Duplicates Duplicates { get; init; } = Duplicates.KeepFirst;

    /// <summary>More than 1; the period is the median step between rows.</summary>
    [Description("A pause longer than this many periods is a gap.")]
    public double GapPeriods { get; init; } = 3;

    /// <summary>Sensor streams only.</summary>
    [Description("How cells without a value are handled. Sensor streams only.")]
    public MissingRule Missing { get; init; } = new();
}
