using Governance.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Encoders;

/// <summary>
/// An input of a model that is the same for every sample: a sampling rate, the initial state of a recurrent network, the
/// absent second modality. The vectors depend on it, so it is part of the spec.
/// </summary>
/// <param name="Type">Float, Float16, Double, Int32, Int64 or Bool.</param>
/// <param name="Dims">Lengths of the axes, none for a scalar; −1, at most once, is the number of rows in a call.</param>
/// <param name="Value">The value of every number, unless <paramref name="Values"/> are given.</param>
/// <param name="Values">Every number, last axis fastest; where the first axis is −1, the numbers of one row.</param>
public sealed record FixedInput(
    string Name,
    OnnxType Type,
    IReadOnlyList<long> Dims,
    double Value = 0,
    IReadOnlyList<double>? Values = null
)
{
    private const long MostNumbers = 1 << 20;

    internal IEnumerable<InferenceFault> Faults()
    {
        if (Name.Length == 0)
            yield return InferenceFault.Of("fixed-input-unnamed");
        if (
            Type
            is not (
                OnnxType.Float
                or OnnxType.Float16
                or OnnxType.Double
                or OnnxType.Int32
                or OnnxType.Int64
                or OnnxType.Bool
            )
        )
            yield return InferenceFault.Of("fixed-input-type-unknown", Name, Type);
        if (
            Dims.Count > 8
            || Dims.Any(d => d is < -1 or 0 or > MostNumbers)
            || Dims.Count(d => d == -1) > 1
            || Count(1) > MostNumbers
        )
            yield return InferenceFault.Of("fixed-input-lengths", Name, string.Join(", ", Dims), MostNumbers);
        else if (Values is not null && (Values.Count != Count(1) || Dims.Skip(1).Contains(-1)))
            yield return InferenceFault.Of("fixed-input-values", Name, Values.Count, string.Join(", ", Dims));
        if ((Values ?? [Value]).Any(v => !Suits(v)))
            yield return InferenceFault.Of("fixed-input-value", Name, Type);
    }

    private double Count(int rows) => Dims.Aggregate(1.0, (product, d) => product * (d < 0 ? rows : d));

    private bool Suits(double value) =>
        Type switch
        {
            OnnxType.Int32 => value == Math.Truncate(value) && value is >= int.MinValue and <= int.MaxValue,
            OnnxType.Int64 => value == Math.Truncate(value) && Math.Abs(value) <= 1L << 53,
            OnnxType.Bool => value is 0 or 1,
            OnnxType.Float => float.IsFinite((float)value),
            OnnxType.Float16 => Half.IsFinite((Half)value),
            _ => double.IsFinite(value),
        };

    /// <summary>Makes the tensor for a call of <paramref name="rows"/> rows; the caller disposes it.</summary>
    internal OrtValue Tensor(int rows)
    {
        long[] shape = [.. Dims.Select(d => d < 0 ? rows : d)];
        var count = (int)Count(rows);
        return Type switch
        {
            OnnxType.Int32 => Of(count, shape, v => (int)v),
            OnnxType.Int64 => Of(count, shape, v => (long)v),
            OnnxType.Bool => Of(count, shape, v => v != 0),
            OnnxType.Double => Of(count, shape, v => v),
            OnnxType.Float16 => Of(count, shape, v => (Float16)(float)v),
            _ => Of(count, shape, v => (float)v),
        };
    }

    private OrtValue Of<T>(int count, long[] shape, Func<double, T> convert)
        where T : unmanaged
    {
        var numbers = new T[count];
        if (Values is null)
            Array.Fill(numbers, convert(Value));
        else
            for (var i = 0; i < count; i++)
                numbers[i] = convert(Values[i % Values.Count]);
        return OrtValue.CreateTensorValueFromMemory(numbers, shape);
    }
}
