using System.Globalization;
using Governance.Models;
using Governance.Web.Components;
using Governance.Web.Embeddings;

namespace Governance.Web.Models;

/// <summary>Writes models, versions and gates on pages.</summary>
internal static class ModelWords
{
    public static StateSign Sign(ModelVersionState state) =>
        state switch
        {
            ModelVersionState.Training => StateSign.Running,
            ModelVersionState.Ready => StateSign.Ok,
            _ => StateSign.Failed,
        };

    public static StateSign Sign(GateState state) =>
        state switch
        {
            GateState.Met => StateSign.Ok,
            GateState.Unmet => StateSign.Failed,
            _ => StateSign.Plain,
        };

    public static string Word(GateState state) =>
        state switch
        {
            GateState.Met => "met",
            GateState.Unmet => "not met",
            _ => "not applicable",
        };

    public static string Word(ModelVersionState state) => state.ToString().ToLowerInvariant();

    /// <summary>“3 of 240 withdrawn”; “all permitted” where nothing is lost.</summary>
    public static string Cover(ModelCover cover) =>
        cover switch
        {
            { LearnedFrom: 0 } => "learned from nothing yet",
            { Lost: 0 } => $"all {Show.Number(cover.LearnedFrom)} permitted",
            _ =>
                $"{Show.Number(cover.Lost)} of {Show.Number(cover.LearnedFrom)} withdrawn ({Show.Percent(cover.Lost, cover.LearnedFrom)})",
        };

    public static string Reason(string code) =>
        code switch
        {
            "no-label" => "without a label",
            "class-unknown" => "of a class that the model does not know",
            _ => EmbeddingWords.Reason(code),
        };

    /// <summary>“0.1.0+c58f2cb7”: the version with the first eight characters of its commit.</summary>
    public static string Code(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && version.Length > plus + 9
            ? version[..(plus + 9)]
            : version;

    /// <summary>The sign of whether fusing was worth it.</summary>
    public static StateSign Sign(FusionOutcome outcome) =>
        outcome switch
        {
            FusionOutcome.Gained => StateSign.Ok,
            FusionOutcome.Tied => StateSign.Plain,
            _ => StateSign.Warn,
        };

    public static string Interval(Measured m) => Show.Interval(m.Value, m.Low, m.High);

    /// <summary>Writes values as the points of an SVG polyline in a box of the given size.</summary>
    public static string Points(IReadOnlyList<double> values, double low, double high, double width, double height) =>
        string.Join(
            " ",
            values.Select(
                (v, i) =>
                {
                    var x = values.Count == 1 ? width / 2 : width * i / (values.Count - 1);
                    var y = high > low ? height * (1 - (v - low) / (high - low)) : height / 2;
                    return string.Create(CultureInfo.InvariantCulture, $"{x:0.##},{y:0.##}");
                }
            )
        );

    /// <summary>What was done to an alias, in the past tense.</summary>
    public static string Did(AliasState state) =>
        state switch
        {
            AliasState.Suspended => "Suspended",
            AliasState.Retired => "Retired",
            _ => "Resumed",
        };
}
