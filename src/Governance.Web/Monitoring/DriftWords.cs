using Governance.Catalog;
using Governance.Curation;
using Governance.Monitoring;
using Governance.Statistics.Sampling;
using Governance.Web.Components;
using Governance.Web.Curation;

namespace Governance.Web.Monitoring;

/// <summary>How pages say what a check found, for people who do not read p-values.</summary>
internal static class DriftWords
{
    public static string Verdict(bool? drifted) =>
        drifted switch
        {
            true => "differs",
            false => "looks alike",
            null => "not yet checked",
        };

    /// <summary>0.012 of two digits that matter; “&lt; 0.001” below.</summary>
    public static string P(double? p) =>
        p switch
        {
            null => "—",
            < 0.001 => "< 0.001",
            _ => Show.Number(p.Value, 3),
        };

    public static string Meaning(ModalityDrift drift, double level) =>
        (drift.KolmogorovP, drift.KernelP) switch
        {
            (null, null) => "Too few samples to say.",
            var (k, v) when k <= level && v <= level =>
                "The batch lies elsewhere than the reference, and further from its centre or closer to it.",
            var (k, _) when k <= level => "The batch keeps another distance from the reference's centre.",
            var (_, v) when v <= level =>
                "The batch's samples are of another kind, at the same distance from the reference's centre.",
            _ => "No difference beyond chance.",
        };

    /// <summary>
    /// A recipe on the batch's dataset, as large as the batch and the same from each scenario of the kind that changed most:
    /// what grew is learned, and what the models knew before is not forgotten.
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
