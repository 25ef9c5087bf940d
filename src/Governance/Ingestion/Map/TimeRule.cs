using System.ComponentModel;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Where the time of a row or item is, and how it is written.</summary>
public sealed record TimeRule
{
    /// <summary>Column names; their cells are joined with a space.</summary>
    [Description("Columns with the time; several are joined by a space.")]
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Name of a part of the path.</summary>
    [Description("The part of the path with the time.")]
    public string? Part { get; init; }

    /// <summary>DateTimeOriginal of an image.</summary>
    [Description("Take the time from the photo's EXIF data.")]
    public bool Exif { get; init; }

    /// <summary>
    /// <c>iso</c>, a Unix time, <c>seconds-from-start</c>, or .NET custom formats with up to nine digits of a second.
    /// </summary>
    [Description(
        "iso (default), unix-s, unix-ms, unix-us, unix-ns, seconds-from-start, or .NET custom formats separated by |."
    )]
    public string Format { get; init; } = "iso";

    /// <summary>Instant of zero for <c>seconds-from-start</c>.</summary>
    [Description("For seconds-from-start: the instant of zero in ISO 8601, with offset.")]
    public DateTimeOffset? Start { get; init; }

    /// <summary>Length of one unit for <c>seconds-from-start</c>; one second unless set.</summary>
    [Description("For seconds-from-start: the length of one unit.")]
    public Duration Step { get; init; } = new(NanoTime.PerSecond);

    /// <summary>IANA name for local times. Null: as the map says.</summary>
    [Description("IANA time zone, when it differs from the map.")]
    public string? Zone { get; init; }

    /// <summary>For local times in the hour after clocks went back.</summary>
    [Description("What to do with a local time that occurs twice because clocks went back.")]
    public Ambiguous Ambiguous { get; init; } = Ambiguous.Refuse;

    /// <summary>For local times in the hour that clocks skipped.</summary>
    [Description("What to do with a local time that does not exist because clocks went forward.")]
    public Skipped Skipped { get; init; } = Skipped.Refuse;
}
