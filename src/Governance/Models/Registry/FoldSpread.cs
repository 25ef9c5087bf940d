namespace Governance.Models;

/// <summary>A figure over the folds of a cross-validation.</summary>
/// <param name="Deviation">Standard deviation over the folds, n − 1 in the denominator; 0 for a single fold.</param>
/// <param name="Least">The lowest of a fold.</param>
/// <param name="Greatest">The highest of a fold.</param>
public sealed record FoldSpread(double Mean, double Deviation, double Least, double Greatest)
{
    internal static FoldSpread Of(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var squares = values.Sum(v => (v - mean) * (v - mean));
        return new(mean, values.Count < 2 ? 0 : Math.Sqrt(squares / (values.Count - 1)), values.Min(), values.Max());
    }
}
