namespace Governance.Statistics.Intervals;

/// <summary>
/// McNemar's exact test: do two classifiers differ in accuracy on the same samples? Only samples count on which exactly one of
/// them is right; under the null hypothesis each is as likely (McNemar 1947; exact binomial form).
/// </summary>
public static class McNemar
{
    /// <summary>Two-sided exact p: 2 · P(X ≤ min(b, c)) for X ~ Binomial(b + c, ½), at most 1.</summary>
    /// <param name="onlyFirst">Samples on which only the first is right (b).</param>
    /// <param name="onlySecond">Samples on which only the second is right (c).</param>
    public static double PValue(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        var n = onlyFirst + onlySecond;
        // ln C(n, k) − n ln 2, by recurrence, so that no binomial coefficient overflows.
        var (log, sum) = (-n * Math.Log(2), 0.0);
        for (var k = 0; k <= Math.Min(onlyFirst, onlySecond); k++)
        {
            sum += Math.Exp(log);
            log += Math.Log(n - k) - Math.Log(k + 1);
        }
        return Math.Min(1, 2 * sum);
    }
}
