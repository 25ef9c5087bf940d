using Governance.Platform;

namespace Governance.Models;

/// <summary>A version against the best single modality, on the same test samples.</summary>
/// <param name="Own">The version's row of its comparison.</param>
/// <param name="Best">The modality alone with the most right answers, and of these the one with the lowest log loss.</param>
/// <param name="Sentence">The outcome in a sentence.</param>
public sealed record FusionVerdict(FusionOutcome Outcome, ComparisonRow Own, ComparisonRow Best, Message Sentence)
{
    /// <summary>Null for a version of one modality, which fuses nothing, and without a comparison.</summary>
    public static FusionVerdict? Of(ModelMetrics metrics, Modalities used)
    {
        var own = metrics.Comparison.FirstOrDefault(row => row.Chosen);
        var single = metrics
            .Comparison.Where(row => !row.Chosen && row.Used.Size() == 1)
            .OrderByDescending(row => row.Accuracy.Value)
            .ThenBy(row => row.Nll)
            .FirstOrDefault();
        if (own is null || single is null || used.Size() < 2)
            return null;
        var (ours, theirs, n) = (own.Accuracy.Value, single.Accuracy.Value, own.Accuracy.N);
        return ours > theirs ? new(FusionOutcome.Gained, own, single, new FusingGained(ours, single.Name, theirs, n))
            : ours < theirs
                ? new(FusionOutcome.NotWorthIt, own, single, new FusingNotWorthIt(ours, single.Name, theirs, n))
            : new(FusionOutcome.Tied, own, single, new FusingTied(ours, single.Name, n));
    }
}
