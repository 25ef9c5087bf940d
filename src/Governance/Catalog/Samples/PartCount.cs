using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>One part over all samples of a dataset.</summary>
/// <param name="Present">Samples that have the part.</param>
/// <param name="Missing">Reason → samples that lack the part.</param>
public sealed record PartCount(
    string Name,
    Modality Modality,
    int Present,
    IReadOnlyDictionary<MissingReason, int> Missing
)
{
    /// <summary>Present and missing.</summary>
    public int Total => Present + Missing.Values.Sum();
}
