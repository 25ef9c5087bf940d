namespace Governance.Statistics.Robustness;

/// <summary>
/// The figures of the MultiBench robustness tables (Liang et al. 2021), only for comparison with published rows: their step
/// is fixed on every axis, and they reward a poor clean score. Use <see cref="SeverityCurve"/> to assess a model.
/// </summary>
public static class MultiBench
{
    /// <summary>The trapezoid area of the curve at a fixed step.</summary>
    public static double Relative(ReadOnlySpan<double> curve, double step = .1)
    {
        var area = 0.0;
        for (var i = 1; i < curve.Length; i++)
            area += step * (curve[i] + curve[i - 1]) / 2;
        return area;
    }

    /// <summary>Σ_k f_k − (b_k + f_0 − b_0) against a baseline's curve of the same length.</summary>
    public static double Effective(ReadOnlySpan<double> curve, ReadOnlySpan<double> baseline)
    {
        if (curve.Length != baseline.Length || curve.IsEmpty)
            throw new ArgumentException($"{curve.Length} points against {baseline.Length}.");
        var sum = 0.0;
        for (var i = 0; i < curve.Length; i++)
            sum += curve[i] - (baseline[i] + curve[0] - baseline[0]);
        return sum;
    }
}
