using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Encoders;

/// <summary>Rows put together to one tensor of a batch.</summary>
internal static class Tensors
{
    /// <param name="batch">Rows of the tensor; those beyond <paramref name="rows"/> stay zero.</param>
    /// <param name="rowShape">Axes of one row; −1 stands for <paramref name="tokens"/>.</param>
    /// <param name="integers">Whether token ids are 32 or 64 bits wide.</param>
    public static OrtValue Stack(List<Prepared> rows, int input, int batch, long[] rowShape, int tokens, Onnx.OnnxType integers)
    {
        long[] shape = [batch, .. rowShape.Select(d => d < 0 ? tokens : d)];
        var width = (int)shape.Skip(1).Aggregate(1L, (product, d) => product * d);
        if (rows[0].Tensors[input] is float[]) return Of(rows, input, batch, width, shape, (float[] row) => row);
        return integers == Onnx.OnnxType.Int32
            ? Of(rows, input, batch, width, shape, (long[] row) => Array.ConvertAll(row, id => (int)id))
            : Of(rows, input, batch, width, shape, (long[] row) => row);
    }

    private static OrtValue Of<TRow, T>(List<Prepared> rows, int input, int batch, int width, long[] shape, Func<TRow[], T[]> convert) where T : unmanaged
    {
        var values = new T[batch * width];
        for (var row = 0; row < rows.Count; row++)
        {
            var from = convert((TRow[])rows[row].Tensors[input]);
            from.AsSpan(0, Math.Min(width, from.Length)).CopyTo(values.AsSpan(row * width));
        }
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }
}
