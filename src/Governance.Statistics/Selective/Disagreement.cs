namespace Governance.Statistics.Selective;

/// <summary>
/// The uncertainty of a prediction in nats, decomposed (Depeweg et al. 2018). The members are the predictions by modality
/// mask, or those of an ensemble.
/// </summary>
/// <param name="Total">Entropy of the mean prediction.</param>
/// <param name="Aleatoric">Mean entropy of the members' predictions, which more members do not reduce.</param>
public readonly record struct Disagreement(double Total, double Aleatoric)
{
    /// <summary>Total − aleatoric: how much the members disagree; 0 … ln(classes).</summary>
    public double MutualInformation => Math.Max(0, Total - Aleatoric);

    /// <summary>Decomposes the uncertainty of one sample.</summary>
    /// <param name="members">members × <paramref name="classes"/>, row after row; each row sums to 1.</param>
    public static Disagreement Of(ReadOnlySpan<double> members, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (members.IsEmpty || members.Length % classes != 0)
            throw new ArgumentException($"{members.Length} values are not rows of {classes} classes.");
        var count = members.Length / classes;
        var (mean, aleatoric) = (new double[classes], 0.0);
        for (var m = 0; m < count; m++)
        {
            var row = members.Slice(m * classes, classes);
            aleatoric += Entropy(row) / count;
            for (var c = 0; c < classes; c++)
                mean[c] += row[c] / count;
        }
        return new(Entropy(mean), aleatoric);
    }

    /// <summary>−Σ p ln p, with 0 ln 0 = 0.</summary>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            if (p is not (>= 0 and <= 1.000001))
                throw new ArgumentException($"{p} is not a probability.");
            if (p > 0)
                sum -= p * Math.Log(p);
        }
        return sum;
    }
}
