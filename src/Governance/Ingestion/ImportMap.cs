using System.ComponentModel;
using System.Text.Json.Serialization;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// How real files become recordings, streams and aligned samples, so that nobody rewrites their files.
/// Read strictly by <see cref="ImportMapReader"/>; its JSON Schema is made from these records.
/// </summary>
[Description("How files become recordings, streams and aligned samples.")]
public sealed record ImportMap
{
    [JsonPropertyName("$schema")]
    [Description("Where editors find this schema.")]
    public string? Schema { get; init; }

    [Description("What this map is for, in a few words.")]
    public string? Name { get; init; }

    [Description("IANA time zone of local times, such as Europe/Zurich. A stream's time may name another.")]
    public required string Zone { get; init; }

    [Description("What one recording is, and whom it is of.")]
    public required RecordingRule Recordings { get; init; }

    [Description("The streams; each is one part of every sample.")]
    public required IReadOnlyList<StreamRule> Streams { get; init; }

    [Description("The stream whose items (or events) are the anchors: each makes one sample.")]
    public required string Anchor { get; init; }

    [Description("How far a sample reaches before and after its anchor.")]
    public WindowRule Window { get; init; } = new();

    [Description("Scenario attributes of a sample: a template over the anchor's path parts and cells, or a constant.")]
    public IReadOnlyDictionary<string, Template> Strata { get; init; } = new Dictionary<string, Template>();

    [Description("How tables are written; a stream may say otherwise.")]
    public CsvRule Csv { get; init; } = new();

    [Description("How images are normalised.")]
    public ImageRule Images { get; init; } = new();

    [Description("After a file or row that is refused: continue without it, or stop the import.")]
    public OnError OnError { get; init; } = OnError.Continue;

    [Description("The import stops when more than this share of all table rows is refused (0 to 1).")]
    public double MaximumRefusedShare { get; init; } = 0.2;
}

public enum OnError
{
    Continue,
    Stop,
}

public sealed record RecordingRule
{
    [Description("Names a recording within the dataset. Files and rows with the same key belong together.")]
    public required Template Key { get; init; }

    [Description("The subject's pseudonym.")]
    public required Template Subject { get; init; }

    [Description("A person, or a machine whose operator permits instead.")]
    public SubjectKind Kind { get; init; } = SubjectKind.Person;

    [Description("Scenario attributes that hold for every sample of the recording.")]
    public IReadOnlyDictionary<string, Template> Attributes { get; init; } = new Dictionary<string, Template>();
}

public sealed record WindowRule
{
    [Description("Reach before the anchor.")]
    public Duration Before { get; init; } = new(0);

    [Description("Reach after the anchor.")]
    public Duration After { get; init; } = new(0);
}

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

public enum Duplicates
{
    KeepFirst,
    KeepLast,
    KeepAll,
    Average,
    Refuse,
}

public sealed record ListedRule
{
    [Description("The table's path.")]
    public required PathPattern Table { get; init; }

    [Description("The item's file: a template over the table's path parts and the row's cells.")]
    public Template? File { get; init; }

    [Description("The column that holds the text itself.")]
    public string? Text { get; init; }
}

public sealed record TimeRule
{
    [Description("Columns that hold the time, joined by one space.")]
    public IReadOnlyList<string> Columns { get; init; } = [];

    [Description("The part of the path that holds the time.")]
    public string? Part { get; init; }

    [Description("Take the time from the photo's EXIF data.")]
    public bool Exif { get; init; }

    [Description(
        "iso (default), unix-s, unix-ms, unix-us, unix-ns, seconds-from-start, or .NET custom formats separated by |."
    )]
    public string Format { get; init; } = "iso";

    [Description("For seconds-from-start: ISO 8601 instant of zero, with offset.")]
    public DateTimeOffset? Start { get; init; }

    [Description("For seconds-from-start: the length of one unit.")]
    public Duration Step { get; init; } = new(NanoTime.PerSecond);

    [Description("IANA time zone, when it differs from the map.")]
    public string? Zone { get; init; }

    [Description("A local time that comes twice when clocks go back.")]
    public Ambiguous Ambiguous { get; init; } = Ambiguous.Refuse;

    [Description("A local time that never was because clocks went forward.")]
    public Skipped Skipped { get; init; } = Skipped.Refuse;
}

public enum Ambiguous
{
    Refuse,
    Earlier,
    Later,
}

public enum Skipped
{
    Refuse,
    Shift,
}

public sealed record ChannelRule
{
    [Description("The column; #1 is the first whatever its name.")]
    public required string Column { get; init; }

    [Description("The channel's name, when it differs from the column.")]
    public string? Name { get; init; }

    [Description("Unit, as UCUM where there is one: mmol/L, m/s2, 1 for none.")]
    public required string Unit { get; init; }

    [Description("Decimal separator: . or ,")]
    public string DecimalSeparator { get; init; } = ".";
}

public sealed record ClockRule
{
    [Description("Added to device time.")]
    public Duration Offset { get; init; } = new(0);

    [Description("Drift in parts per million, about the stream's first time.")]
    public decimal DriftPpm { get; init; }

    [Description("One standard deviation.")]
    public Duration? Uncertainty { get; init; }

    [Description("Who says so.")]
    public string StatedBy { get; init; } = "import map";
}

public sealed record MissingRule
{
    [Description("Cells that mean: no value. The empty cell always does.")]
    public IReadOnlyList<string> Tokens { get; init; } = ["NA", "N/A", "NaN", "nan", "null", "-"];

    [Description(
        "keep-gap: the channel has no value there; skip-row: the row is left out; refuse: the row is reported."
    )]
    public MissingPolicy Policy { get; init; } = MissingPolicy.KeepGap;
}

public enum MissingPolicy
{
    KeepGap,
    SkipRow,
    Refuse,
}

public sealed record CsvRule
{
    [Description("auto, or the one character between cells.")]
    public string Delimiter { get; init; } = "auto";

    [Description("Whether the first row names the columns; without, they are #1, #2, …")]
    public bool Header { get; init; } = true;

    [Description("utf-8, utf-16, latin1 or windows-1252.")]
    public string Encoding { get; init; } = "utf-8";

    [Description("The quote character.")]
    public string Quote { get; init; } = "\"";
}

public sealed record ImageRule
{
    [Description("Longest edge in pixels; smaller images stay as they are.")]
    public int LongEdge { get; init; } = 2048;

    [Description("JPEG quality, 50 to 100.")]
    public int Quality { get; init; } = 90;
}
