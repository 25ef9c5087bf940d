using Governance.Ethics;

namespace Governance.Web.Ethics;

/// <summary>The values of the form for a review.</summary>
internal sealed class ReviewDraft
{
    public Guid VersionId { get; set; }
    public string Alias { get; set; } = "champion";
    public string Title { get; set; } = "";
    public string LaySummary { get; set; } = "";
    public List<RiskDraft> Risks { get; } = [new()];

    public static ReviewDraft Of(ReviewDetail review)
    {
        var draft = new ReviewDraft
        {
            VersionId = review.Row.ModelVersionId,
            Alias = review.Row.Alias,
            Title = review.Row.Title,
            LaySummary = review.LaySummary,
        };
        draft.Risks.Clear();
        draft.Risks.AddRange(review.Risks.Select(RiskDraft.Of));
        if (draft.Risks.Count == 0)
            draft.Risks.Add(new());
        return draft;
    }

    public NewReview ToReview() =>
        new(
            VersionId,
            Alias,
            Title,
            LaySummary,
            [.. Risks.Select(r => new Risk(r.What, r.Level, [.. r.Measures.Select(m => m.Words)]))]
        );

    internal sealed class RiskDraft
    {
        public string What { get; set; } = "";
        public RiskLevel Level { get; set; } = RiskLevel.Medium;
        public List<MeasureDraft> Measures { get; } = [new()];

        public static RiskDraft Of(Risk risk)
        {
            var draft = new RiskDraft { What = risk.What, Level = risk.Level };
            if (risk.Measures.Count > 0)
                draft.Measures.Clear();
            draft.Measures.AddRange(risk.Measures.Select(m => new MeasureDraft { Words = m }));
            return draft;
        }
    }

    internal sealed class MeasureDraft
    {
        public string Words { get; set; } = "";
    }
}
