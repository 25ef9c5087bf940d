using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>One part over all samples: how many have it, and how many lack it for which reason.</summary>
public sealed record PartCount(
    string Name,
    Modality Modality,
    int Present,
    IReadOnlyDictionary<MissingReason, int> Missing
)
{
    public int Total => Present + Missing.Values.Sum();
}
