using Governance.Models;

namespace Governance.Web.Models;

/// <summary>The versions that an alias can roll back to, in the API.</summary>
internal sealed record RollbackOfferView(int StandsAt, int? Offered, IReadOnlyList<RollbackTargetView> Targets)
{
    public static RollbackOfferView Of(RollbackOffer offer) =>
        new(
            offer.StandsAt,
            offer.Offered,
            [.. offer.Targets.Select(t => new RollbackTargetView(t.Number, CoverView.Of(t.Cover), t.Fault, t.Clean))]
        );
}
