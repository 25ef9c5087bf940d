using System.ComponentModel;

namespace Governance.Ingestion;

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
