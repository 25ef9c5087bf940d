using System.Security.Cryptography;
using Governance.Inference.Onnx;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Models;

/// <summary>Whether a version can really be served: asked before every move of an alias, above all before a rollback in a hurry.</summary>
internal static class ArtifactCheck
{
    /// <summary>Null when the file is there, unchanged, opens and answers; otherwise what is wrong.</summary>
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
            return Dry(bytes);
        }
        catch (Exception odd) when (odd is OnnxRuntimeException or UnfitModelException)
        {
            return new ArtifactDoesNotLoad(odd is UnfitModelException ? odd.Message.Split('\n')[0] : null);
        }
    }

    public static async Task<byte[]> BytesAsync(IBlobStore blobs, string digest, CancellationToken ct)
    {
        await using var stream = await blobs.OpenReadAsync(digest, ct);
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, ct);
        return memory.ToArray();
    }

    private static ArtifactAnswersNoNumber? Dry(byte[] onnx)
    {
        using var session = OnnxSession.Open(onnx, new() { PreferGpu = false });
        return session.DryRun().Outputs.All(o => o.Finite) ? null : new ArtifactAnswersNoNumber();
    }
}
