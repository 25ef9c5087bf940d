using Governance.Catalog;
using Governance.Curation;
using Governance.Monitoring;
using Governance.Statistics.Sampling;
using Governance.Web.Components;
using Governance.Web.Curation;

namespace Governance.Web.Monitoring;

/// <summary>Words for the findings of a check, for people who do not read p-values.</summary>
internal static class DriftWords
{
    /// <summary>The badge of a check or a monitor.</summary>
    public static string Verdict(DriftVerdict? verdict) =>
        verdict switch
        {
            DriftVerdict.Drift => "drift found",
            DriftVerdict.NoDrift => "no drift found",
            DriftVerdict.CannotTell => "cannot tell: too few samples",
            _ => "not checked yet",
        };

    /// <summary>The sign of a verdict; only a check that could have found drift has a good one.</summary>
    public static StateSign Sign(DriftVerdict? verdict) =>
        verdict switch
        {
            DriftVerdict.Drift => StateSign.Warn,
            DriftVerdict.NoDrift => StateSign.Ok,
            _ => StateSign.Plain,
        };

    /// <summary>Yes or no; null without a check, and if it cannot tell.</summary>
    public static bool? Drifted(DriftVerdict? verdict) =>
        verdict switch
        {
            DriftVerdict.Drift => true,
            DriftVerdict.NoDrift => false,
            _ => null,
        };

    /// <summary>The power of a modality: 38 of 40 (60 against 60).</summary>
    public static string Power(ModalityPower? power) =>
        power is not { Trials: > 0 }
            ? "—"
            : $"{power.Found} of {power.Trials} ({Show.Number(power.ReferenceRows)} against {Show.Number(power.BatchRows)})";

    /// <summary>The power of a monitor in a list: text 38 of 40, image 40 of 40.</summary>
    public static string Powers(IReadOnlyList<ModalityPower>? powers) =>
        powers is not { Count: > 0 }
            ? "not measured"
            : string.Join(", ", powers.Select(p => $"{p.Modality.Word()} {p.Found} of {p.Trials}"));

    /// <summary>What a planted shift is.</summary>
    public const string Shift =
        "A planted shift moves every vector of one side by half of the vectors' typical distance from their mean.";

    /// <summary>Three decimal places; “&lt; 0.001” below that, “—” without a test.</summary>
    public static string P(double? p) =>
        p switch
        {
            null => "—",
            < 0.001 => "< 0.001",
            _ => Show.Number(p.Value, 3),
        };

    /// <summary>What the two adjusted p-values of a modality mean at the level.</summary>
    public static string Meaning(ModalityDrift drift, double level) =>
        (drift.KolmogorovP, drift.KernelP) switch
        {
            (null, null) => "Cannot tell: too few samples.",
            var (k, v) when k <= level && v <= level =>
                "The batch differs from the reference, also in its similarity to the average of the reference.",
            var (k, _) when k <= level => "The batch differs in its similarity to the average of the reference.",
            var (_, v) when v <= level =>
                "The batch differs from the reference, but not in its similarity to the average of the reference.",
            _ when drift.Power is { Trials: > 0, IsTooLow: true } power =>
                $"Cannot tell: too few samples. Of {power.Trials} planted shifts, only {power.Found} would be found.",
            _ when drift.Power is { IsTooLow: true } => "Cannot tell: too few samples.",
            _ => "No difference beyond chance.",
        };

    /// <summary>
    /// Path of a recipe on the batch's dataset, as large as the batch, with equal numbers from each value of the attribute
    /// that grew most: a model that is trained on it sees the new scenarios and keeps the old ones.
    /// </summary>
    public static string RefreshPath(AlertRow row) =>
        RecipeAddress.Of(
            row.DatasetId,
            new Recipe(
                new SampleQuery(null, null, null, row.Purpose, null),
                row.Alert.Attribute is { } by ? [by] : [],
                row.Alert.Attribute is null ? AllocationScheme.Proportional : AllocationScheme.Equal,
                Math.Max(1, row.BatchSamples),
                1
            )
        );
}
