using System.Numerics;

namespace Governance.Statistics.Calibration;

/// <summary>Checks and helpers for n × classes rows.</summary>
internal static class Rows
{
    public static void Check(int values, int classes, ReadOnlySpan<int> labels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (values != (long)classes * labels.Length)
            throw new ArgumentException($"{values} values are not {labels.Length} rows of {classes} classes.");
        foreach (var label in labels)
            if ((uint)label >= (uint)classes)
                throw new ArgumentException($"Label {label} names none of {classes} classes.");
    }

    /// <summary>Index of the greatest value; the lower index on a tie.</summary>
    public static int ArgMax<T>(ReadOnlySpan<T> row)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++)
            if (row[c] > row[best])
                best = c;
        return best;
    }

    /// <summary>The greatest probability of a row and its class; every entry must be a probability.</summary>
    public static (int Class, double Confidence) Top<T>(ReadOnlySpan<T> row)
        where T : IBinaryFloatingPointIeee754<T>
    {
        foreach (var p in row)
            Probability(p);
        var top = ArgMax(row);
        return (top, Probability(row[top]));
    }

    /// <summary>A probability as a double; a softmax in single precision may exceed 1 by rounding, which is corrected.</summary>
    public static double Probability<T>(T value)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var p = double.CreateTruncating(value);
        // Not (p is < 0 or > 1): a NaN must not pass.
        return p is >= 0 and <= 1.000001 ? Math.Min(p, 1) : throw new ArgumentException($"{p} is not a probability.");
    }
}
