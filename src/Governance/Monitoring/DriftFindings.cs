using Governance.Consent;
using Governance.Platform;

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

/// <summary>One modality, two tests.</summary>
/// <param name="ReferenceRows">Vectors on each side; fewer than <see cref="DriftComparison.LeastRows"/> and the tests are left out.</param>
/// <param name="Kolmogorov">Largest gap between the two distributions of closeness to the reference's mean vector; null when not tested.</param>
/// <param name="KolmogorovP">Adjusted by Holm over all tests of the check, as is <paramref name="KernelP"/>.</param>
/// <param name="Kernel">Unbiased MMD² over the vectors themselves.</param>
/// <param name="ReferenceMissing">Share of samples without this modality, 0 to 1.</param>
public sealed record ModalityDrift(
    Modality Modality,
    int ReferenceRows,
    int BatchRows,
    double? Kolmogorov,
    double? KolmogorovP,
    double? Kernel,
    double? KernelP,
    double ReferenceMissing,
    double BatchMissing
)
{
    public bool Drifted(double level) => KolmogorovP <= level || KernelP <= level;
}

/// <param name="Reference">Share of the reference with this value, 0 to 1.</param>
public sealed record StratumShift(string Attribute, string Value, double Reference, double Batch)
{
    public double Gap => Math.Abs(Batch - Reference);
}
