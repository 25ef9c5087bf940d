using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Governance.Inference.Encoders;

/// <summary>Stacks rows to one tensor of a batch.</summary>
internal static class Tensors
{
    /// <summary>Stacks input number <paramref name="input"/> of the rows; the caller disposes the tensor.</summary>
    /// <param name="batch">Rows of the tensor; those beyond <paramref name="rows"/> stay zero.</param>
    /// <param name="rowShape">Axes of one row; −1 is <paramref name="tokens"/>.</param>
    /// <param name="integers">Whether token ids are 32 or 64 bits wide.</param>
    public static OrtValue Stack(
        List<Prepared> rows,
        int input,
        int batch,
        long[] rowShape,
        int tokens,
        Onnx.OnnxType integers
    )
    {
        long[] shape = [batch, .. rowShape.Select(d => d < 0 ? tokens : d)];
        var width = (int)shape.Skip(1).Aggregate(1L, (product, d) => product * d);
        if (rows[0].Tensors[input] is float[])
            return Of(TensorElementType.Float, rows, input, width, shape, (float[] row) => row);
        return integers == Onnx.OnnxType.Int32
            ? Of(TensorElementType.Int32, rows, input, width, shape, (long[] row) =>
                Array.ConvertAll(row, id => (int)id)
            )
            : Of(TensorElementType.Int64, rows, input, width, shape, (long[] row) => row);
    }

    /// <summary>The numbers of an output, widened to 32 bits where the model computes with 16.</summary>
    public static ReadOnlySpan<float> Floats(OrtValue output)
    {
        if (output.GetTensorTypeAndShape().ElementDataType != TensorElementType.Float16)
            return output.GetTensorDataAsSpan<float>();
        var halves = MemoryMarshal.Cast<Float16, Half>(output.GetTensorDataAsSpan<Float16>());
        var wide = new float[halves.Length];
        TensorPrimitives.ConvertToSingle(halves, wide);
        return wide;
    }

    /// <summary>Uses ONNX Runtime's memory, so that the garbage collector does not clear and trace some 10 MB for each batch.</summary>
    private static OrtValue Of<TRow, T>(
        TensorElementType type,
        List<Prepared> rows,
        int input,
        int width,
        long[] shape,
        Func<TRow[], T[]> convert
    )
        where T : unmanaged
    {
        var tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);
        var values = tensor.GetTensorMutableDataAsSpan<T>();
        for (var row = 0; row < rows.Count; row++)
        {
            var from = convert((TRow[])rows[row].Tensors[input]);
            var filled = Math.Min(width, from.Length);
            var to = values.Slice(row * width, width);
            from.AsSpan(0, filled).CopyTo(to);
            to[filled..].Clear();
        }
        values[(rows.Count * width)..].Clear();
        return tensor;
    }
}
