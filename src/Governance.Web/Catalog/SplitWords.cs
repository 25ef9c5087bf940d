using Governance.Catalog;
using Governance.Web.Components;

namespace Governance.Web.Catalog;

/// <summary>An evaluation split in words.</summary>
internal static class SplitWords
{
    /// <summary>Without a declared split: who splits, and when.</summary>
    public const string None =
        "none declared: this version was drafted by an earlier release, and each training splits the subjects by its own seed";

    /// <summary>“by subject, seed 3, about 20 % for testing and 20 % for validation”.</summary>
    public static string Of(EvaluationSplit split) =>
        $"by {split.By ?? "subject"}, {(split.Seed is { } seed ? $"seed {seed}" : "a seed that is chosen when you save the draft")}, "
        + $"about {Percent(split.Test)} of the groups for testing and {Percent(split.Validation)} for validation";

    /// <summary>“120 samples for training, 40 for validation, 44 for testing”.</summary>
    public static string Of(SplitCounts parts) =>
        $"{Show.Count(parts.Train, "sample")} for training, {Show.Number(parts.Validation)} for validation, "
        + $"{Show.Number(parts.Test)} for testing";

    /// <summary>The word for a part.</summary>
    public static string Of(SplitPart part) =>
        part switch
        {
            SplitPart.Train => "training",
            SplitPart.Validation => "validation",
            _ => "test",
        };

    private static string Percent(double share) => Show.Percent((int)Math.Round(share * 1000), 1000);
}
