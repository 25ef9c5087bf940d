using System.Security.Cryptography;
using Governance.Embeddings;
using Governance.Inference.Onnx;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Models;

/// <summary>Checks whether a version can be served; the portal does so before every move of an alias.</summary>
internal static class ArtifactCheck
{
    /// <summary>What is wrong with the version's file; null when it exists, is unchanged, opens and answers.</summary>
    public static async Task<Message?> FaultAsync(IBlobStore blobs, ModelVersion version, CancellationToken ct)
    {
        if (version.State != ModelVersionState.Ready || version.OnnxDigest is not { } digest)
            return new ArtifactNotTrained();
        byte[] bytes;
        try
        {
            bytes = await BytesAsync(blobs, digest, ct);
        }
        catch (BlobMissingException)
        {
            return new ArtifactGone();
        }
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != digest)
            return new ArtifactChanged();
        try
        {
            return DryRun(bytes);
        }
        catch (Exception odd) when (odd is OnnxRuntimeException or UnfitModelException)
        {
            return new ArtifactDoesNotLoad((odd as UnfitModelException)?.Fault.Found());
        }
    }

    public static async Task<byte[]> BytesAsync(IBlobStore blobs, string digest, CancellationToken ct)
    {
        await using var stream = await blobs.OpenReadAsync(digest, ct);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }

    private static ArtifactAnswersNoNumber? DryRun(byte[] onnx)
    {
        using var session = OnnxSession.Open(onnx, new() { PreferGpu = false });
        return session.DryRun().Outputs.All(o => o.Finite) ? null : new ArtifactAnswersNoNumber();
    }
}
