using System.ComponentModel;
using Governance.Platform;

namespace Governance.Ingestion;

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
