using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>Correction of a device's clock: reference = device × (1 + drift) + offset.</summary>
public sealed record ClockRule
{
    /// <summary>Added to device time.</summary>
    [Description("Added to device time.")]
    public Duration Offset { get; init; } = new(0);

    /// <summary>Parts per million from the stream's first time on, at most ±100,000; kept to 0.001.</summary>
    [Description("Drift in parts per million, counted from the stream's first time.")]
    public decimal DriftPpm { get; init; }

    /// <summary>One standard deviation of the correction; null when unknown.</summary>
    [Description("Uncertainty of the correction, as one standard deviation.")]
    public Duration? Uncertainty { get; init; }

    /// <summary>Who stated the correction.</summary>
    [Description("Who stated the correction.")]
    public string StatedBy { get; init; } = "import map";
}
