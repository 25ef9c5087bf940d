using Governance.Models;

namespace Governance.Web.Models;

/// <summary>A promotion in the API.</summary>
internal sealed record PromotionView(
    Guid Id,
    string Alias,
    int? FromNumber,
    int Number,
    string Reason,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    ProposalState State,
    IReadOnlyList<GateView> Gates
)
{
    public static PromotionView Of(ProposalRow row) =>
        new(
            row.Proposal.Id,
            row.Proposal.Alias,
            row.FromNumber,
            row.ToNumber,
            row.Proposal.Reason,
            row.Proposal.Proposed.By,
            row.Proposal.Proposed.At,
            row.Proposal.State,
            [.. row.Answers.Select(GateView.Of)]
        );
}
