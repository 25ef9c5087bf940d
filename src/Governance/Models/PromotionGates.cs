using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;
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

/// <summary>The stored file has the digest of the version, opens in ONNX Runtime and answers made-up input with finite numbers.</summary>
internal sealed class ArtifactGate(IBlobStore blobs) : IPromotionGate
{
    public string Name => GateNames.Artifact;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == question.ModelVersionId, ct);
        return await ArtifactCheck.FaultAsync(blobs, version, ct) is { } fault
            ? new(Name, GateState.Unmet, fault, null, version.OnnxDigest)
            : new(
                Name,
                GateState.Met,
                "The file is unchanged, loads, and answers made-up input.",
                null,
                version.OnnxDigest
            );
    }
}

/// <summary>The exported file answers as the trainer did.</summary>
internal sealed class ParityGate : IPromotionGate
{
    /// <summary>max |Δp| over rows, classes and masks.</summary>
    private const double Tolerance = 1e-5;

    public string Name => GateNames.Parity;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var parity = await db.Set<ModelVersion>()
            .Where(v => v.Id == question.ModelVersionId)
            .Select(v => v.Parity)
            .SingleAsync(ct);
        return parity is { } difference
            ? new(
                Name,
                difference < Tolerance ? GateState.Met : GateState.Unmet,
                FormattableString.Invariant(
                    $"The exported file's probabilities differ from the trainer's by at most {difference:0.0e+0}; allowed is less than {Tolerance:0e+0}."
                ),
                null,
                null
            )
            : new(Name, GateState.Unmet, "The exported file was never compared with the trainer.", null, null);
    }
}
