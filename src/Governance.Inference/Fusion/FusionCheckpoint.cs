using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Governance.Inference.Fusion;

/// <summary>
/// The whole state of a training at the end of an epoch. Random numbers come from streams that are named by the epoch, so
/// they need no stored state. A resumed training ends with the same result, to the bit, as an uninterrupted one.
/// </summary>
public sealed class FusionCheckpoint
{
    private static ReadOnlySpan<byte> Magic => "GovFusC1"u8;

    internal FusionCheckpoint(
        byte[] identity,
        int steps,
        float[] values,
        float[] first,
        float[] second,
        float[] best,
        FusionEpoch[] curve
    )
    {
        (Identity, Steps, Values, First, Second, Best, Curve) = (identity, steps, values, first, second, best, curve);
    }

    /// <summary>Number of finished epochs.</summary>
    public int Epoch => Curve.Count;

    /// <summary>The loss curve so far.</summary>
    public IReadOnlyList<FusionEpoch> Curve { get; }

    /// <summary>SHA-256 over task, split and options: only the same training can resume.</summary>
    internal byte[] Identity { get; }

    internal int Steps { get; }

    internal float[] Values { get; }

    internal float[] First { get; }

    internal float[] Second { get; }

    /// <summary>The parameters of the best epoch so far.</summary>
    internal float[] Best { get; }

    /// <summary>Serialises the checkpoint, little-endian, with the SHA-256 of all bytes before it at the end.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var to = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            to.Write(Magic);
            to.Write(Identity);
            to.Write(Steps);
            to.Write(Values.Length);
            foreach (var array in new[] { Values, First, Second, Best })
                to.Write(MemoryMarshal.AsBytes<float>(array));
            to.Write(Curve.Count);
            foreach (var epoch in Curve)
                Write(to, epoch);
        }
        var body = stream.ToArray();
        return [.. body, .. SHA256.HashData(body)];
    }

    /// <summary>Reads a checkpoint that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="UnfitTaskException">The bytes are not a checkpoint, or are damaged.</exception>
    public static FusionCheckpoint FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length < Magic.Length + SHA256.HashSizeInBytes
            || !bytes.StartsWith(Magic)
            || !SHA256
                .HashData(bytes[..^SHA256.HashSizeInBytes])
                .AsSpan()
                .SequenceEqual(bytes[^SHA256.HashSizeInBytes..])
        )
            throw new UnfitTaskException("checkpoint-damaged");
        using var from = new BinaryReader(new MemoryStream(bytes[Magic.Length..^SHA256.HashSizeInBytes].ToArray()));
        var identity = from.ReadBytes(SHA256.HashSizeInBytes);
        var steps = from.ReadInt32();
        var length = from.ReadInt32();
        var arrays = new float[4][];
        for (var i = 0; i < arrays.Length; i++)
            from.BaseStream.ReadExactly(MemoryMarshal.AsBytes((arrays[i] = new float[length]).AsSpan()));
        var curve = new FusionEpoch[from.ReadInt32()];
        for (var i = 0; i < curve.Length; i++)
            curve[i] = new(
                i + 1,
                from.ReadDouble(),
                from.ReadDouble(),
                from.ReadDouble(),
                from.ReadDouble(),
                from.ReadSingle()
            );
        return new(identity, steps, arrays[0], arrays[1], arrays[2], arrays[3], curve);
    }

    private static void Write(BinaryWriter to, FusionEpoch epoch)
    {
        to.Write(epoch.TrainLoss);
        to.Write(epoch.ContrastiveLoss);
        to.Write(epoch.ValidationLoss);
        to.Write(epoch.ValidationAccuracy);
        to.Write(epoch.LearningRate);
    }
}
