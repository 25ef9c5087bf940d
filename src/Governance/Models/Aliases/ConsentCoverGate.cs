using Governance.Platform;
using Microsoft.Extensions.Options;

namespace Governance.Models;

/// <summary>Samples that the version learned from and that are withdrawn or erased since, against the policy.</summary>
internal sealed class ConsentCoverGate(IOptions<ModelsOptions> options) : IPromotionGate
{
    public string Name => GateNames.Consent;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var cover = await ModelCover.OfAsync(db, question.ModelVersionId, question.At, ct);
        var most = options.Value.MaxWithdrawnShare;
        var line =
            cover.Lost == 0
                ? $"All {cover.LearnedFrom} samples that it learned from are permitted now."
                : FormattableString.Invariant(
                    $"{cover.Lost} of {cover.LearnedFrom} samples that it learned from are withdrawn, expired or erased ({cover.Share:P1}; the policy allows {most:P1})."
                );
        return new(Name, cover.Clean(most) ? GateState.Met : GateState.Unmet, line, null, cover.Digest);
    }
}
