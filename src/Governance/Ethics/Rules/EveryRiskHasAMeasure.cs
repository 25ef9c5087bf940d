using Governance.Platform;

namespace Governance.Ethics;

/// <summary>A review goes to the board only when it can be judged: in lay words, with risks, each answered by a measure.</summary>
public static class EveryRiskHasAMeasure
{
    /// <summary>What keeps a review from being submitted; null when nothing does.</summary>
    public static Refusal? Check(string laySummary, IReadOnlyList<Risk> risks)
    {
        if (string.IsNullOrWhiteSpace(laySummary))
            return new LaySummaryMissing();
        if (risks.Count == 0)
            return new RisksMissing();
        return risks.FirstOrDefault(r => r.Measures.Count == 0) is { } open ? new RiskUnanswered(open.What) : null;
    }

    /// <summary>Trimmed, without what is empty.</summary>
    public static List<Risk> Clean(IEnumerable<Risk> risks) =>
        [
            .. risks
                .OfType<Risk>()
                .Select(r =>
                    r with
                    {
                        What = (r.What ?? "").Trim(),
                        Measures = [.. (r.Measures ?? []).Select(m => (m ?? "").Trim()).Where(m => m.Length > 0)],
                    }
                )
                .Where(r => r.What.Length > 0 || r.Measures.Count > 0),
        ];
}
