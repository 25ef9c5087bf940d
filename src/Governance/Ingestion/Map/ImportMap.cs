using System.ComponentModel;
using System.Text.Json.Serialization;

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
