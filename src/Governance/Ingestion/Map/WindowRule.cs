using System.ComponentModel;

namespace Governance.Ingestion;

public sealed record WindowRule
{
    [Description("Reach before the anchor.")]
    public Duration Before { get; init; } = new(0);

    [Description("Reach after the anchor.")]
    public Duration After { get; init; } = new(0);
}
