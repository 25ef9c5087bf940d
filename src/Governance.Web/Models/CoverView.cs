using Governance.Consent;
using Governance.Models;

namespace Governance.Web.Models;

/// <param name="LearnedFrom">Training and validation samples, erased ones included.</param>
/// <param name="Withdrawn">Samples whose subject no longer permits what was used, by reason.</param>
/// <param name="Share">Erased and withdrawn of all it learned from, 0 … 1.</param>
internal sealed record CoverView(
    int LearnedFrom,
    int Erased,
    IReadOnlyDictionary<Exclusion, int> Withdrawn,
    double Share,
    string Digest
)
{
    public static CoverView Of(ModelCover cover) =>
        new(cover.LearnedFrom, cover.Erased, cover.Withdrawn, cover.Share, cover.Digest);
}
