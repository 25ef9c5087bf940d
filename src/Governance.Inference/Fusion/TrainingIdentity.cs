using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Governance.Inference.Fusion;

/// <summary>Identifies a training by the SHA-256 of everything that determines its result.</summary>
internal static class TrainingIdentity
{
    public static byte[] Of(FusionTask task, FusionSplit split, FusionOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append<byte>(hash, JsonSerializer.SerializeToUtf8Bytes(options));
        Append<byte>(hash, JsonSerializer.SerializeToUtf8Bytes(task.ClassNames));
        Append<int>(hash, [.. task.Vectors.Dimensions]);
        foreach (var m in ModalitySets.Every)
            Append<float>(hash, task.Vectors[m].Values);
        Append<byte>(hash, [.. task.Masks.Select(mask => (byte)mask)]);
        Append<int>(hash, task.Labels);
        Append<int>(hash, task.Groups);
        foreach (var part in Enum.GetValues<FusionPart>())
            Append<int>(hash, split[part]);
        return hash.GetHashAndReset();
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, values.Length);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(values));
    }
}
