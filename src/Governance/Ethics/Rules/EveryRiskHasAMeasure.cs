using Governance.Platform;

namespace Governance.Ethics;

/// <summary>A review can be submitted only with a lay summary and at least one risk, each with at least one measure.</summary>
public static class EveryRiskHasAMeasure
{
    /// <summary>Returns why a review cannot be submitted; null when it can.</summary>
    public static Refusal? Check(string laySummary, IReadOnlyList<Risk> risks)
    {
        if (string.IsNullOrWhiteSpace(laySummary))
            return new LaySummaryMissing();
        if (risks.Count == 0)
            return new RisksMissing();
        return risks.FirstOrDefault(r => r.Measures.Count == 0) is { } open ? new RiskUnanswered(open.What) : null;
    }

    /// <summary>Returns the risks with trimmed texts, without empty risks and measures.</summary>
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
