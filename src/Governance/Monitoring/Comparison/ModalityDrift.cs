namespace Governance.Monitoring;

/// <summary>The two tests of one modality.</summary>
/// <param name="ReferenceRows">Vectors of the reference; with fewer than 8 on either side the modality is not tested.</param>
/// <param name="Kolmogorov">Largest distance between the distributions of the cosine to the reference's mean vector; null
/// if not tested.</param>
/// <param name="KolmogorovP">Adjusted by Holm over all tests of the check, as is <paramref name="KernelP"/>.</param>
/// <param name="Kernel">Unbiased squared maximum mean discrepancy over whole vectors; null if not tested.</param>
/// <param name="Power">How often the tests find a shift with these numbers; null if not tested, and in older checks.</param>
/// <param name="ReferenceMissing">Share of samples of the reference without a vector in this modality, 0 to 1.</param>
public sealed record ModalityDrift(
    Modality Modality,
    int ReferenceRows,
    int BatchRows,
    double? Kolmogorov,
    double? KolmogorovP,
    double? Kernel,
    double? KernelP,
    double ReferenceMissing,
    double BatchMissing,
    ModalityPower? Power = null
)
{
    /// <summary>Whether both sides had enough vectors for a test, and a shift would be found more often than missed.</summary>
    public bool Assessed => (KolmogorovP ?? KernelP) is not null && Power is not { IsTooLow: true };

    /// <summary>Whether a test is significant at the level; false if not tested.</summary>
    public bool Drifted(double level) => KolmogorovP <= level || KernelP <= level;
}
