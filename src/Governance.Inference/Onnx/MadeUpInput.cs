using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Onnx;

/// <summary>Values that fit a model's declared inputs, for a dry run; the same every time.</summary>
internal static class MadeUpInput
{
    /// <summary>Lengths to try for an axis that is neither fixed nor the batch, until the model accepts one.</summary>
    public static readonly long[] Lengths = [16, 1, 512, 8, 64, 224, 3, 128];

    /// <summary>
    /// The axes of <paramref name="input"/>, with 1 for an open batch axis and <paramref name="length"/> for every other open
    /// axis.
    /// </summary>
    public static long[] Shape(OnnxTensor input, long length) =>
        [.. (input.Dims ?? [OnnxDim.Any]).Select((dim, axis) => dim.Length ?? (IsBatch(dim, axis) ? 1 : length))];

    private static bool IsBatch(OnnxDim dim, int axis) =>
        dim.Name is { } name
            ? name.Contains("batch", StringComparison.OrdinalIgnoreCase)
                || name is "N" or "B" or "n" or "b"
                || (axis == 0 && name.StartsWith("unk", StringComparison.Ordinal))
            : axis == 0;

    /// <summary>Floats in [0, 1); integers 0 and 1 in turn, which are a valid index into any table.</summary>
    /// <exception cref="UnfitModelException">The element type is not supported, or the tensor is too large.</exception>
    public static OrtValue Tensor(OnnxTensor input, long[] shape)
    {
        var count = shape.Aggregate(1L, (product, d) => checked(product * d));
        if (count > 1 << 26)
            throw new UnfitModelException("input-too-large", input.Name, count);
        var n = (int)count;
        return input.Type switch
        {
            OnnxType.Float => Of(n, shape, i => i * 7 % 97 / 97f),
            OnnxType.Double => Of(n, shape, i => i * 7 % 97 / 97.0),
            OnnxType.Float16 => Of(n, shape, i => (Float16)(i * 7 % 97 / 97f)),
            OnnxType.Int64 => Of(n, shape, i => (long)(i % 2)),
            OnnxType.Int32 => Of(n, shape, i => i % 2),
            OnnxType.UInt8 => Of(n, shape, i => (byte)(i * 7 % 256)),
            OnnxType.Int8 => Of(n, shape, i => (sbyte)(i % 2)),
            OnnxType.Bool => Of(n, shape, i => i % 2 == 0),
            _ => throw new UnfitModelException("input-type-unknown", input.Name, input.Type),
        };
    }

    private static OrtValue Of<T>(int count, long[] shape, Func<int, T> at)
        where T : unmanaged
    {
        var values = new T[count];
        for (var i = 0; i < count; i++)
            values[i] = at(i);
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }
}
