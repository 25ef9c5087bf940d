using System.Globalization;
using Governance.Platform;

namespace Governance.Monitoring;

[Code("calibration-title")]
internal sealed record CalibrationTitle(string Monitor) : Statement($"Measure the false alarms of “{Monitor}”");

[Code("drift-check-title")]
internal sealed record DriftCheckTitle(string Version) : Statement($"Check “{Version}” for drift");

[Code("reference-too-small")]
internal sealed record ReferenceTooSmall(int Least)
    : Statement(
        $"The reference has fewer than {Least} permitted vectors in every modality. Seal and embed a larger version, or "
            + "check its consent cover."
    );

/// <param name="Side">reference or batch.</param>
[Code("drift-side-without-consent")]
internal sealed record DriftSideWithoutConsent(string Side)
    : Statement(
        $"No sample of the {Side} has consent for the purpose. The consent tab of its version shows the reasons."
    );

/// <param name="Side">reference or batch.</param>
[Code("drift-side-without-vectors")]
internal sealed record DriftSideWithoutVectors(string Side)
    : Statement(
        $"The {Side} has no vectors from the encoders of the reference. Embed it with the same encoders first."
    );

/// <param name="Least">The smallest adjusted p-value of each modality that drifted.</param>
/// <param name="Unclear">Modalities with too few vectors to tell; null for none.</param>
[Code("batch-differs")]
internal sealed record BatchDiffers(
    IReadOnlyDictionary<Modality, double> Least,
    IReadOnlyList<Modality>? Unclear = null
)
    : Statement(
        "The batch differs from the reference in "
            + $"{string.Join(" and ", Least.Select(m => $"{Word(m.Key)} (p {P(m.Value)})"))}."
            + (
                Unclear is { Count: > 0 }
                    ? $" Too few samples to tell about {string.Join(" and ", Unclear.Select(Word))}."
                    : ""
            )
    )
{
    private static string Word(Modality modality) => modality.ToString().ToLowerInvariant();

    private static string P(double p) =>
        p < 0.001 ? "< 0.001" : string.Create(CultureInfo.InvariantCulture, $"= {p:0.###}");
}

// Stages of a run.
[Code("reading-vectors")]
internal sealed record ReadingVectors() : Statement("reading vectors");

[Code("testing")]
internal sealed record Testing() : Statement("testing");

[Code("measuring-false-alarms")]
internal sealed record MeasuringFalseAlarms() : Statement("measuring false alarms");

[Code("measuring-power")]
internal sealed record MeasuringPower() : Statement("measuring power");
