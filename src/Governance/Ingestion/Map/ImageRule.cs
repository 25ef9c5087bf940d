using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>How images are normalised.</summary>
public sealed record ImageRule
{
    /// <summary>In pixels, 64 to 16,384; smaller images keep their size.</summary>
    [Description("Longest edge in pixels; smaller images stay as they are.")]
    public int LongEdge { get; init; } = 2048;

    /// <summary>JPEG quality, 50 to 100.</summary>
    [Description("JPEG quality, 50 to 100.")]
    public int Quality { get; init; } = 90;
}
