namespace Governance.Statistics.Robustness;

/// <summary>
/// A score over the severity of a perturbation; higher is better. The area is taken over the true severity axis and divided by
/// its length, so that curves with different numbers of levels can be compared. Show the clean score with it: an area or a
/// retained share alone rewards a model that is poor from the start.
/// </summary>
public sealed class SeverityCurve
{
    private readonly double[] _severities,
        _scores;

    /// <summary>Takes the scores at two or more severities.</summary>
    /// <param name="severities">Two or more, strictly ascending; the first is the clean input.</param>
    /// <param name="scores">A score for each severity.</param>
    /// <param name="lowerIsBetter">True for an error, which is negated so that higher is better in every figure.</param>
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

    /// <summary>Area / clean: the share of the clean score that is kept. Null unless the clean score is positive.</summary>
    public double? Retained => Clean > 0 ? Area / Clean : null;

    /// <summary>The least score and its severity.</summary>
    public (double Severity, double Score) Worst
    {
        get
        {
            var at = Array.IndexOf(_scores, _scores.Min());
            return (_severities[at], _scores[at]);
        }
    }

    /// <summary>
    /// The mean gain over a reference on the same axis, with the difference of the clean scores removed: robustness without
    /// the better start.
    /// </summary>
    public double Effective(SeverityCurve reference) =>
        reference._severities.AsSpan().SequenceEqual(_severities)
            ? Area - Clean - (reference.Area - reference.Clean)
            : throw new ArgumentException("The reference was measured at other severities.");
}
