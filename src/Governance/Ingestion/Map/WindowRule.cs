using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>The stretch of time around an anchor that a part covers.</summary>
public sealed record WindowRule
{
    /// <summary>Not negative.</summary>
    [Description("Length of the window before the anchor.")]
    public Duration Before { get; init; } = new(0);

    /// <summary>Not negative.</summary>
    [Description("Length of the window after the anchor.")]
    public Duration After { get; init; } = new(0);
}
