using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>What the portal holds of a subject, and where it went.</summary>
/// <param name="Versions">Sealed versions with at least one of the subject's samples.</param>
public sealed record Holdings(
    int Recordings,
    IReadOnlyList<HeldDataset> Datasets,
    int Versions,
    IReadOnlyList<HeldExport> Exports
)
{
    public int Samples => Datasets.Sum(d => d.Samples);
}
