using Governance.Consent;

namespace Governance.Monitoring;

/// <summary>What a check found. Kept as canonical JSON under its digest.</summary>
/// <param name="Reference">Samples of the reference that were compared; consent was asked for each.</param>
/// <param name="Batch">The same of the batch.</param>
/// <param name="Excluded">Samples of the batch that stayed out: why → how many.</param>
/// <param name="Level">Family-wise level against which the adjusted p-values stand.</param>
/// <param name="Shifts">Scenario values whose share differs most, largest first, at most ten; none that a single subject shows.</param>
public sealed record DriftFindings(
    int Reference,
    int Batch,
    SortedDictionary<Exclusion, int> Excluded,
    double Level,
    IReadOnlyList<ModalityDrift> Modalities,
    IReadOnlyList<StratumShift> Shifts
)
{
    public bool Drifted => Modalities.Any(m => m.Drifted(Level));
}
