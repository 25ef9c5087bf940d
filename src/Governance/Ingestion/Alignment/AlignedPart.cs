using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>One part of a sample before it has ids.</summary>
internal sealed record AlignedPart(
    MissingReason? Missing,
    string? Detail,
    long? SyncErrorNs = null,
    ItemContent? Content = null,
    long? Rows = null,
    float?[]? Sparkline = null
)
{
    public static AlignedPart Not(MissingReason reason, string detail) =>
        new(reason, TextRule.Shorten(detail, SamplePart.LongestDetail));
}
