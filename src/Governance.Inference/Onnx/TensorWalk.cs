using System.Numerics;
using System.Runtime.InteropServices;

namespace Governance.Inference.Onnx;

/// <summary>
/// Reads a <c>TensorProto</c> without copying its numbers; checks its size against its shape, and its floats for NaN and
/// infinities.
/// </summary>
internal static class TensorWalk
{
    private const int MaxDims = 64;

    public static (string Name, long Numbers) Read(ReadOnlySpan<byte> tensor, bool infinityIsFine)
    {
        var (name, type, dims) = ("", OnnxType.Undefined, new List<long>());
        ReadOnlySpan<byte> raw = default;
        var hasRaw = false;
        var finite = true;
        var field = new ProtoReader(tensor);
        while (field.Next())
        {
            switch (field.Field)
            {
                case 1:
                    field.Ints(dims, MaxDims);
                    break;
                case 2:
                    type = (OnnxType)field.Int();
                    break;
                case 4:
                    finite &= IsFine<float>(field.Fixed(), infinityIsFine);
                    break;
                case 8:
                    name = field.Text();
                    break;
                case 9:
                    raw = field.Bytes();
                    hasRaw = true;
                    break;
                case 10:
                    finite &= IsFine<double>(field.Fixed(), infinityIsFine);
                    break;
                case 13:
                    throw External(name);
                case 14 when field.Int() == 1:
                    throw External(name);
                case 14:
                    break;
                default:
                    field.Skip();
                    break;
            }
        }
        var numbers = Count(name, dims);
        if (hasRaw)
            CheckRaw(name, type, numbers, raw);
        if (!finite || (hasRaw && !IsFine(type, raw, infinityIsFine)))
            throw new UnfitModelException(infinityIsFine ? "weights-nan" : "weights-not-finite", name);
        return (name, numbers);
    }

    private static long Count(string name, List<long> dims)
    {
        var product = Int128.One;
        foreach (var dim in dims)
        {
            product *= dim;
            if (dim < 0 || product > int.MaxValue * 4L)
                throw ProtoReader.Malformed("onnx-weights-shape", name, string.Join(", ", dims));
        }
        return (long)product;
    }

    private static void CheckRaw(string name, OnnxType type, long numbers, ReadOnlySpan<byte> raw)
    {
        var bits = Bits(type);
        if (bits != 0 && (numbers * bits + 7) / 8 != raw.Length)
            throw ProtoReader.Malformed("onnx-weights-bytes", name, raw.Length, numbers, type);
    }

    private static int Bits(OnnxType type) =>
        type switch
        {
            OnnxType.Double or OnnxType.Int64 or OnnxType.UInt64 or OnnxType.Complex64 => 64,
            OnnxType.Float or OnnxType.Int32 or OnnxType.UInt32 => 32,
            OnnxType.Float16 or OnnxType.BFloat16 or OnnxType.Int16 or OnnxType.UInt16 => 16,
            OnnxType.Int8 or OnnxType.UInt8 or OnnxType.Bool => 8,
            _ => 0,
        };

    private static bool IsFine(OnnxType type, ReadOnlySpan<byte> raw, bool infinityIsFine) =>
        type switch
        {
            OnnxType.Float => IsFine<float>(raw, infinityIsFine),
            OnnxType.Double => IsFine<double>(raw, infinityIsFine),
            OnnxType.Float16 => IsFine<Half>(raw, infinityIsFine),
            OnnxType.BFloat16 => IsFineBFloat(raw, infinityIsFine),
            _ => true,
        };

    private static bool IsFine<T>(ReadOnlySpan<byte> raw, bool infinityIsFine)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach (var value in MemoryMarshal.Cast<byte, T>(raw))
        {
            if (T.IsNaN(value) || (!infinityIsFine && T.IsInfinity(value)))
                return false;
        }
        return true;
    }

    /// <summary>A bfloat16 is the upper half of a float: with all exponent bits set it is an infinity or NaN.</summary>
    private static bool IsFineBFloat(ReadOnlySpan<byte> raw, bool infinityIsFine)
    {
        foreach (var value in MemoryMarshal.Cast<byte, ushort>(raw))
        {
            if ((value & 0x7F80) == 0x7F80 && (!infinityIsFine || (value & 0x7F) != 0))
                return false;
        }
        return true;
    }

    private static UnfitModelException External(string name) => new("weights-elsewhere", name);
}
