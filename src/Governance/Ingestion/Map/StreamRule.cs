using System.ComponentModel;
using Governance.Catalog;

namespace Governance.Ingestion;

public sealed record StreamRule
{
    [Description("The part's name in every sample.")]
    public required string Name { get; init; }

    [Description("text, image or sensor.")]
    public required Modality Modality { get; init; }

    [Description("Sampled at a rate (regular), or now and then (events). Sensor streams only.")]
    public StreamKind Kind { get; init; } = StreamKind.Regular;

    [Description(
        "The files: tables of a sensor stream, or the image and text files themselves. Leave it out when a table lists them."
    )]
    public PathPattern? Path { get; init; }

    [Description("The table that lists the items of an image or text stream, one a row.")]
    public ListedRule? ListedBy { get; init; }

    [Description("When each row or item was.")]
    public required TimeRule Time { get; init; }

    [Description("Only rows in which each named column holds one of the values.")]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    [Description("The columns that hold measurements. Sensor streams only.")]
    public IReadOnlyList<ChannelRule> Channels { get; init; } = [];

    [Description("How this stream's tables are written, when it differs from the map.")]
    public CsvRule? Csv { get; init; }

    [Description("What is known about the device's clock.")]
    public ClockRule? Clock { get; init; }

    [Description("This part's own reach around the anchor.")]
    public WindowRule? Window { get; init; }

    [Description("The nearest row or item may be at most this far from the anchor.")]
    public Duration? Tolerance { get; init; }

    [Description("Fewer rows inside the window make the part missing (gap).")]
    public int MinimumRows { get; init; } = 1;

    [Description("Its absence does not make a sample incomplete.")]
    public bool Optional { get; init; }

    [Description("Rows of the same instant. Sensor streams only.")]
    public Duplicates Duplicates { get; init; } = Duplicates.KeepFirst;

    [Description("A silence longer than this many periods is a gap.")]
    public double GapPeriods { get; init; } = 3;

    [Description("Cells without a value.")]
    public MissingRule Missing { get; init; } = new();
}
