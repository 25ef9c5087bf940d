namespace Governance.Statistics.Fairness;

/// <summary>
/// Differences between groups in a model's decisions, over the groups with enough samples. 0 is best for the differences.
/// A difference is null when fewer than two groups have enough samples and a defined rate.
/// </summary>
/// <param name="Groups">All groups, by key.</param>
/// <param name="DemographicParity">max − min selection rate (DPD).</param>
/// <param name="EqualizedOdds">The greater of max − min true and false positive rate (EOD; Hardt et al. 2016).</param>
/// <param name="WorstAccuracy">The least accuracy of a group with enough samples.</param>
/// <param name="AccuracyGap">max − min accuracy.</param>
public sealed record GroupFairness(
    IReadOnlyList<GroupRates> Groups,
    double? DemographicParity,
    double? EqualizedOdds,
    double? WorstAccuracy,
    double? AccuracyGap
)
{
    /// <summary>A group with fewer samples is "insufficient".</summary>
    public const int MinimumGroup = 30;

    /// <summary>The rates of every group, and their differences.</summary>
    /// <param name="predicted">n decisions.</param>
    /// <param name="labels">n truths.</param>
    /// <param name="groups">n keys.</param>
    /// <param name="weights">n sample weights; empty is 1 each. Counts stay unweighted.</param>
    public static GroupFairness Of(
        ReadOnlySpan<bool> predicted,
        ReadOnlySpan<bool> labels,
        ReadOnlySpan<int> groups,
        ReadOnlySpan<double> weights = default,
        int minimumGroup = MinimumGroup
    )
    {
        if (
            predicted.Length != labels.Length
            || groups.Length != labels.Length
            || weights.Length != labels.Length && !weights.IsEmpty
        )
            throw new ArgumentException(
                $"{predicted.Length} predictions, {labels.Length} labels, {groups.Length} groups, {weights.Length} weights."
            );
        var counts = new SortedDictionary<int, Counts>();
        for (var i = 0; i < labels.Length; i++)
        {
            if (!counts.TryGetValue(groups[i], out var c))
                counts[groups[i]] = c = new();
            c.Add(predicted[i], labels[i], weights.IsEmpty ? 1 : weights[i]);
        }
        GroupRates[] all = [.. counts.Select(c => c.Value.Rates(c.Key, minimumGroup))];
        GroupRates[] judged = [.. all.Where(g => g.Sufficient)];
        var (tpr, fpr) = (Range(judged, g => g.TruePositiveRate), Range(judged, g => g.FalsePositiveRate));
        return new(
            all,
            Range(judged, g => g.SelectionRate),
            tpr is null || fpr is null ? null : Math.Max(tpr.Value, fpr.Value),
            judged.Min(g => g.Accuracy),
            Range(judged, g => g.Accuracy)
        );
    }

    /// <summary>The same for one class against the rest; the accuracy is that of "is it this class".</summary>
    public static GroupFairness OfClass(
        ReadOnlySpan<int> predicted,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<int> groups,
        int positive,
        int minimumGroup = MinimumGroup
    )
    {
        var (decided, truth) = (new bool[predicted.Length], new bool[labels.Length]);
        for (var i = 0; i < decided.Length; i++)
            decided[i] = predicted[i] == positive;
        for (var i = 0; i < truth.Length; i++)
            truth[i] = labels[i] == positive;
        return Of(decided, truth, groups, minimumGroup: minimumGroup);
    }

    /// <summary>The ratio of a group's rate to the reference group's; null when the reference's is undefined or 0.</summary>
    public double? Disparity(int group, int reference, Func<GroupRates, double?> rate) =>
        rate(Groups.Single(g => g.Group == reference)) is > 0 and { } below
            ? rate(Groups.Single(g => g.Group == group)) / below
            : null;

    private static double? Range(GroupRates[] groups, Func<GroupRates, double?> rate)
    {
        double[] rates = [.. groups.Select(rate).OfType<double>()];
        return rates.Length < 2 ? null : rates.Max() - rates.Min();
    }

    private sealed class Counts
    {
        private int _n;
        private double _tp,
            _fp,
            _tn,
            _fn;

        public void Add(bool predicted, bool label, double weight)
        {
            _n++;
            if (predicted && label)
                _tp += weight;
            else if (predicted)
                _fp += weight;
            else if (label)
                _fn += weight;
            else
                _tn += weight;
        }

        public GroupRates Rates(int group, int minimum)
        {
            var all = _tp + _fp + _tn + _fn;
            return new(
                group,
                _n,
                _n >= minimum,
                Share(_tp + _fp, all),
                Share(_tp, _tp + _fn),
                Share(_fp, _fp + _tn),
                Share(_tp + _tn, all)
            );
        }

        private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
    }
}
