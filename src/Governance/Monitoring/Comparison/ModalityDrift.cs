namespace Governance.Monitoring;

/// <summary>One modality, two tests.</summary>
/// <param name="ReferenceRows">Vectors on each side; fewer than <see cref="DriftComparison.LeastRows"/> and the tests are left out.</param>
/// <param name="Kolmogorov">Largest gap between the two distributions of closeness to the reference's mean vector; null
/// when not tested.</param>
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
