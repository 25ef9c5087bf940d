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
        $"The reference has fewer than {Least} vectors that may be used. Seal and embed a larger version, or "
            + "look at its consent cover."
    );

/// <param name="Side">reference or batch.</param>
[Code("drift-side-without-consent")]
internal sealed record DriftSideWithoutConsent(string Side)
    : Statement($"Consent leaves no sample of the {Side}. Its version's consent tab says why.");

/// <param name="Side">reference or batch.</param>
[Code("drift-side-without-vectors")]
internal sealed record DriftSideWithoutVectors(string Side)
    : Statement($"The {Side} has no vectors under the reference's encoders. Embed it with the same encoders first.");

/// <param name="Least">The least p of each modality that drifted.</param>
[Code("batch-differs")]
internal sealed record BatchDiffers(IReadOnlyDictionary<Modality, double> Least)
    : Statement(
        "The batch differs from the reference in "
            + $"{string.Join(" and ", Least.Select(m => $"{m.Key.ToString().ToLowerInvariant()} (p {P(m.Value)})"))}."
    )
{
    private static string P(double p) =>
        p < 0.001 ? "< 0.001" : string.Create(CultureInfo.InvariantCulture, $"= {p:0.###}");
}

// Stages.
[Code("reading-vectors")]
internal sealed record ReadingVectors() : Statement("reading vectors");

[Code("testing")]
internal sealed record Testing() : Statement("testing");

[Code("measuring-false-alarms")]
internal sealed record MeasuringFalseAlarms() : Statement("measuring false alarms");
