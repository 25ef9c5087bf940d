using Governance.Consent;
using Governance.Models;

namespace Governance.Web.Models;

/// <summary>The consent cover of a version in the API.</summary>
/// <param name="LearnedFrom">Training and validation samples, erased ones included.</param>
/// <param name="Withdrawn">Samples that consent no longer permits, by reason.</param>
/// <param name="Share">Erased and withdrawn samples as a share of all that it learned from, 0 … 1.</param>
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
