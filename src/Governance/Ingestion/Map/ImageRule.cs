using System.ComponentModel;

namespace Governance.Ingestion;

public sealed record ImageRule
{
    [Description("Longest edge in pixels; smaller images stay as they are.")]
    public int LongEdge { get; init; } = 2048;

    [Description("JPEG quality, 50 to 100.")]
    public int Quality { get; init; } = 90;
}
