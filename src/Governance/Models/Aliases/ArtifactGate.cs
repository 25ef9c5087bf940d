using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// Requires a file with the version's digest that opens in ONNX Runtime and answers test input with finite numbers.
/// </summary>
internal sealed class ArtifactGate(IBlobStore blobs) : IPromotionGate
{
    public string Name => GateNames.Artifact;

    public async Task<GateAnswer> AskAsync(GovernanceDb db, PromotionQuestion question, CancellationToken ct)
    {
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == question.ModelVersionId, ct);
        return await ArtifactCheck.FaultAsync(blobs, version, ct) is { } fault
            ? new(Name, GateState.Unmet, fault, null, version.OnnxDigest)
            : new(Name, GateState.Met, new ArtifactSound(), null, version.OnnxDigest);
    }
}
