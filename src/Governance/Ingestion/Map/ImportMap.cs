using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Governance.Ingestion;

/// <summary>
/// Describes how existing files become recordings, streams and aligned samples, so that nobody has to rewrite them.
/// <see cref="ImportMapReader"/> reads it strictly and makes its JSON Schema from these records.
/// </summary>
[Description("How files become recordings, streams and aligned samples.")]
public sealed record ImportMap
{
    /// <summary>Address of the JSON Schema, for editors; not read.</summary>
    [JsonPropertyName("$schema")]
    [Description("Where editors find this schema.")]
    public string? Schema { get; init; }

    /// <summary>At most 200 characters; not read.</summary>
    [Description("What this map is for, in a few words.")]
    public string? Name { get; init; }

    /// <summary>IANA name, used for local times.</summary>
    [Description("IANA time zone of local times, such as Europe/Zurich. A stream's time can name another.")]
    public required string Zone { get; init; }

    /// <summary>How a row or file finds its recording and its subject.</summary>
    [Description("What makes a recording, and who its subject is.")]
    public required RecordingRule Recordings { get; init; }

    /// <summary>1 to 100 streams; their order is the order of a sample's parts.</summary>
    [Description("The streams; each is one part of every sample.")]
    public required IReadOnlyList<StreamRule> Streams { get; init; }

    /// <summary>Name of a stream of images, texts or events.</summary>
    [Description("The stream whose items (or events) are the anchors: each makes one sample.")]
    public required string Anchor { get; init; }

    /// <summary>Window of every part that has none of its own.</summary>
    [Description("How far a sample reaches before and after its anchor.")]
    public WindowRule Window { get; init; } = new();

    /// <summary>Attribute to template, at most 50; an attribute with an empty cell is left out.</summary>
    [Description("Scenario attributes of a sample: a template over the anchor's path parts and cells, or a constant.")]
    public IReadOnlyDictionary<string, Template> Strata { get; init; } = new Dictionary<string, Template>();

    /// <summary>Applies to every table without a rule of its own.</summary>
    [Description("How tables are written; a stream can override it.")]
    public CsvRule Csv { get; init; } = new();

    /// <summary>Applies to all images of the import.</summary>
    [Description("How images are normalised.")]
    public ImageRule Images { get; init; } = new();

    /// <summary>Applies to refused files and rows.</summary>
    [Description("What to do after a refused file or row: continue without it, or stop the import.")]
    public OnError OnError { get; init; } = OnError.Continue;

    /// <summary>From 0 to 1, of all rows of all tables.</summary>
    [Description("The import stops when more than this share of all table rows is refused (0 to 1).")]
    public double MaximumRefusedShare { get; init; } = 0.2;
}
