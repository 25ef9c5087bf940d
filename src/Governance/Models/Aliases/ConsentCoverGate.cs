using Governance.Platform;
using Microsoft.Extensions.Options;

namespace Governance.Models;

/// <summary>
/// Requires that the share of withdrawn, expired and erased samples is within <see
/// cref="ModelsOptions.MaxWithdrawnShare"/>.
/// </summary>
internal sealed class ConsentCoverGate(IOptions<ModelsOptions> options) : IPromotionGate
{
    public string Name => GateNames.Consent;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var cover = await ModelCover.OfAsync(db, question.ModelVersionId, question.At, ct);
        var most = options.Value.MaxWithdrawnShare;
        var found = new ConsentCoverFound(cover.Lost, cover.LearnedFrom, cover.Share, most);
        return new(Name, cover.Clean(most) ? GateState.Met : GateState.Unmet, found, null, cover.Digest);
    }
}
