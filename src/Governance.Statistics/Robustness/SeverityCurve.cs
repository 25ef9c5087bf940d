namespace Governance.Statistics.Robustness;

/// <summary>
/// A score over the severity of a perturbation, higher is better. The area is taken over the true severity axis and
/// divided by its length, so curves with different numbers of levels compare; the clean score stands beside it, since an
/// area or a retained share alone rewards a model that was poor from the start.
/// </summary>
public sealed class SeverityCurve
{
    private readonly double[] _severities,
        _scores;

    /// <param name="severities">Two or more, strictly ascending; the first is the clean input.</param>
    /// <param name="scores">A score for each.</param>
    /// <param name="lowerIsBetter">The score is an error: it is negated, so that every figure below reads higher-is-better.</param>
    public SeverityCurve(ReadOnlySpan<double> severities, ReadOnlySpan<double> scores, bool lowerIsBetter = false)
    {
        if (severities.Length < 2 || severities.Length != scores.Length)
            throw new ArgumentException($"{severities.Length} severities for {scores.Length} scores.");
        (_severities, _scores) = (severities.ToArray(), scores.ToArray());
        for (var i = 0; i < _scores.Length; i++)
        {
            if (!double.IsFinite(_scores[i]) || i > 0 && !(_severities[i] > _severities[i - 1]))
                throw new ArgumentException("Severities must ascend and scores be finite.");
            if (lowerIsBetter)
                _scores[i] = -_scores[i];
        }
    }

    /// <summary>The score at the first severity.</summary>
    public double Clean => _scores[0];

    /// <summary>Mean height of the curve: its trapezoid area / (last − first severity).</summary>
    public double Area
    {
        get
        {
            var area = 0.0;
            for (var i = 1; i < _scores.Length; i++)
                area += (_severities[i] - _severities[i - 1]) * (_scores[i] + _scores[i - 1]) / 2;
            return area / (_severities[^1] - _severities[0]);
        }
    }

    /// <summary>Area / clean: the share of the clean score that survives. Null unless the clean score is positive.</summary>
    public double? Retained => Clean > 0 ? Area / Clean : null;

    /// <summary>The least score, and where.</summary>
    public (double Severity, double Score) Worst
    {
        get
        {
            var at = Array.IndexOf(_scores, _scores.Min());
            return (_severities[at], _scores[at]);
        }
    }

    /// <summary>
    /// Mean gain over a reference on the same axis after the clean scores are made equal: what is robustness and not a
    /// better start.
    /// </summary>
    public double Effective(SeverityCurve reference) =>
        reference._severities.AsSpan().SequenceEqual(_severities)
            ? Area - Clean - (reference.Area - reference.Clean)
            : throw new ArgumentException("The reference was measured at other severities.");
}
