using System.Numerics;
using System.Runtime.InteropServices;

namespace Governance.Inference.Onnx;

/// <summary>
/// Reads a <c>TensorProto</c> without copying its numbers; checks its size against its shape, and its floats for NaN and
/// infinities. A tensor of nothing but 0 and −∞ is a mask: exporters write the fill of a masked
/// attention as an initializer, where a checkpoint that diverged has infinities among other numbers.
/// </summary>
internal static class TensorWalk
{
    private const int MaxDims = 64;

    public static (string Name, long Numbers) Read(ReadOnlySpan<byte> tensor, bool infinityIsFine)
    {
        var (name, type, dims) = ("", OnnxType.Undefined, new List<long>());
        ReadOnlySpan<byte> raw = default;
        var hasRaw = false;
        var seen = new Seen();
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
                    seen.Add<float>(field.Fixed());
                    break;
                case 8:
                    name = field.Text();
                    break;
                case 9:
                    raw = field.Bytes();
                    hasRaw = true;
                    break;
                case 10:
                    seen.Add<double>(field.Fixed());
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
        if (hasRaw)
            seen.Add(type, raw);
        if (seen.NaN || (seen.Infinity && !infinityIsFine && !seen.IsMask))
            throw new UnfitModelException(seen.NaN ? "weights-nan" : "weights-not-finite", name);
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

    /// <summary>What kinds of numbers a tensor has.</summary>
    private struct Seen
    {
        private bool _other,
            _above;

        public bool NaN { get; private set; }
        public bool Infinity { get; private set; }

        /// <summary>Only 0 and −∞, and at least one of the latter.</summary>
        public readonly bool IsMask => Infinity && !_above && !_other && !NaN;

        public void Add(OnnxType type, ReadOnlySpan<byte> raw)
        {
            if (type == OnnxType.Float)
                Add<float>(raw);
            else if (type == OnnxType.Double)
                Add<double>(raw);
            else if (type == OnnxType.Float16)
                Add<Half>(raw);
            else if (type == OnnxType.BFloat16)
                // A bfloat16 is the upper half of a float.
                foreach (var upper in MemoryMarshal.Cast<byte, ushort>(raw))
                    Add(BitConverter.UInt32BitsToSingle((uint)upper << 16));
        }

        public void Add<T>(ReadOnlySpan<byte> raw)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            foreach (var value in MemoryMarshal.Cast<byte, T>(raw))
                Add(value);
        }

        private void Add<T>(T value)
            where T : IFloatingPointIeee754<T>
        {
            NaN |= T.IsNaN(value);
            Infinity |= T.IsInfinity(value);
            _above |= T.IsPositiveInfinity(value);
            _other |= T.IsFinite(value) && !T.IsZero(value);
        }
    }

    private static UnfitModelException External(string name) => new("weights-elsewhere", name);
}
