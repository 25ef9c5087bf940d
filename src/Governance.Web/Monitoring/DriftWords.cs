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
    public static string Verdict(bool? drifted) =>
        drifted switch
        {
            true => "drift found",
            false => "no drift found",
            null => "not checked yet",
        };

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
            (null, null) => "Not assessed: too few samples.",
            var (k, v) when k <= level && v <= level =>
                "The batch differs from the reference, also in its similarity to the average of the reference.",
            var (k, _) when k <= level => "The batch differs in its similarity to the average of the reference.",
            var (_, v) when v <= level =>
                "The batch differs from the reference, but not in its similarity to the average of the reference.",
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
