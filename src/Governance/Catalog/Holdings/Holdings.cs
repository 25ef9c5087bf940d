using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>What the portal holds of a subject, and who received it.</summary>
/// <param name="Recordings">Recordings of the subject.</param>
/// <param name="Versions">Sealed versions with at least one of the subject's samples.</param>
public sealed record Holdings(
    int Recordings,
    IReadOnlyList<HeldDataset> Datasets,
    int Versions,
    IReadOnlyList<HeldExport> Exports
)
{
    /// <summary>Samples of the subject over all datasets.</summary>
    public int Samples => Datasets.Sum(d => d.Samples);
}
