using System.Numerics.Tensors;
using Governance.Inference.Onnx;

namespace Governance.Inference.Encoders;

/// <summary>Reduces a model's output to one vector for each row.</summary>
internal static class Pool
{
    /// <exception cref="UnfitModelException">The output has another shape than in the spec.</exception>
    public static void Into(
        Span<float> vectors,
        List<Prepared> rows,
        ReadOnlySpan<float> output,
        long[] shape,
        EncoderSpec spec,
        bool tokens
    )
    {
        var width = shape.Length < 2 ? -1 : (int)shape.Skip(1).Aggregate(1L, (product, d) => product * d);
        if (width < 0 || shape[0] < rows.Count || !Suits(shape, width, spec))
            throw new UnfitModelException(
                "output-shape-differs",
                spec.Output,
                string.Join(", ", shape),
                spec.Dimension
            );
        for (var row = 0; row < rows.Count; row++)
        {
            var from = output.Slice(row * width, width);
            var to = vectors.Slice(row * spec.Dimension, spec.Dimension);
            if (spec.Pooling == Pooling.None)
                from.CopyTo(to);
            else if (shape.Length == 4)
                OverPlaces(from, to);
            else
                OverSteps(from, to, tokens ? Math.Min(rows[row].Tensors[0].Length, (int)shape[1]) : (int)shape[1]);
            if (spec.Normalise)
                Normalise(to);
        }
    }

    private static bool Suits(long[] shape, int width, EncoderSpec spec) =>
        spec.Pooling == Pooling.None
            ? width == spec.Dimension
            : (shape.Length == 3 && shape[2] == spec.Dimension) || (shape.Length == 4 && shape[1] == spec.Dimension);

    /// <summary>[T, D]: the mean over a text's own tokens, without the padding after them.</summary>
    private static void OverSteps(ReadOnlySpan<float> from, Span<float> to, int steps)
    {
        to.Clear();
        for (var step = 0; step < steps; step++)
            TensorPrimitives.Add(to, from.Slice(step * to.Length, to.Length), to);
        TensorPrimitives.Divide(to, Math.Max(1, steps), to);
    }

    /// <summary>[D, h, w].</summary>
    private static void OverPlaces(ReadOnlySpan<float> from, Span<float> to)
    {
        var places = from.Length / to.Length;
        for (var d = 0; d < to.Length; d++)
            to[d] = TensorPrimitives.Sum(from.Slice(d * places, places)) / places;
    }

    private static void Normalise(Span<float> vector)
    {
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
            TensorPrimitives.Divide(vector, norm, vector);
    }
}
