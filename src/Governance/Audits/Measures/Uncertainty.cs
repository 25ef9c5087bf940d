using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Intervals;

namespace Governance.Audits;

/// <summary>
/// 95 % intervals for an audit's figures. Samples of one subject resemble each other, so whole subjects are resampled if
/// there are at least two. A bootstrap of few subjects has few different draws and looks more certain than it is: below
/// <see cref="FewSubjects"/> samples are resampled as well, and the outer ends of both intervals are kept. A share is
/// widened by Wilson's interval in the same way, because a bootstrap says too little near 0 and 1.
/// </summary>
/// <param name="counter">Counts figures for the progress; its token stops the bootstrap between two replicates.</param>
internal sealed class Uncertainty(int[] subjects, AuditSuite suite, RunCounter counter)
{
    public const string Subjects = "subjects",
        Samples = "samples",
        WilsonOnly = "wilson",
        None = "none";

    /// <summary>
    /// With fewer subjects there are too few different draws for percentiles: 3 with two subjects, 126 with five.
    /// </summary>
    public const int FewSubjects = 20;

    public AuditSuite Suite => suite;
    public RunCounter Counter => counter;

    /// <summary>The number of subjects of all samples.</summary>
    public int SubjectCount { get; } = subjects.Distinct().Count();

    /// <summary>How a figure over these rows is resampled: <see cref="Subjects"/> or <see cref="Samples"/>.</summary>
    public string MethodOf(int[] rows) => Clusters(rows).Length > 0 ? Subjects : Samples;

    /// <summary>The share of rows for which the predicate holds.</summary>
    public Figure Share(int[] rows, Func<int, bool> holds)
    {
        if (rows.Length == 0)
            return Figure.Nothing(None);
        double[] values = [.. rows.Select(i => holds(i) ? 1.0 : 0)];
        return Widened(Average(rows, values), (int)values.Sum(), rows);
    }

    /// <summary>
    /// The mean of values over rows. With <paramref name="share"/> the values are 0 … 1 and the interval is widened
    /// as for a share.
    /// </summary>
    public Figure Mean(int[] rows, IReadOnlyList<double> values, bool share = false)
    {
        if (rows.Length == 0)
            return Figure.Nothing(None);
        double[] picked = [.. rows.Select(i => values[i])];
        var interval = Average(rows, picked);
        return share ? Widened(interval, (int)Math.Round(picked.Sum()), rows) : Plain(interval, rows);
    }

    /// <summary>
    /// Several statistics over one shared resampling of the rows. The function takes how often each row was drawn and returns
    /// one value for each statistic. For differences of shares, an interval without width is widened by Wilson's upper end for
    /// 0 in n, because no draw can show what no row contains.
    /// </summary>
    public IReadOnlyList<Figure> Paired(int[] rows, int count, Func<int[], double[]> statistics, bool shares = false)
    {
        if (rows.Length == 0)
            return [.. Enumerable.Repeat(Figure.Nothing(None), count)];
        return
        [
            .. Drawn(rows, clusters =>
                    Bootstrap.Paired(
                        Resampling.Of(rows.Length, clusters),
                        statistics,
                        suite.Seed,
                        suite.Replicates,
                        ct: counter.Token
                    )
                )
                .Select(i => Plain(i, rows))
                .Select(f => shares && f.Low is { } low && f.High - low < 1e-9 ? Unseen(f) : f),
        ];
    }

    private static Figure Unseen(Figure figure)
    {
        var unseen = Wilson.Of(0, figure.N).High!.Value;
        return figure with { Low = figure.Low - unseen, High = figure.High + unseen };
    }

    /// <summary>A figure from an interval that was computed elsewhere; with <paramref name="hits"/> widened as a share.</summary>
    public Figure Of(Interval? interval, int n, string method, int? hits = null)
    {
        if (interval is null || double.IsNaN(interval.Estimate))
            return new(null, null, null, n, method, false);
        var figure = new Figure(interval.Estimate, interval.Low, interval.High, n, method, n >= suite.MinimumGroup);
        return hits is { } right && n > 0 ? Widen(figure, Wilson.Of(right, n)) : figure;
    }

    /// <summary>A share of n independent trials, with Wilson's interval.</summary>
    public Figure Trials(int successes, int n)
    {
        if (n == 0)
            return Figure.Nothing(None);
        var wilson = Wilson.Of(successes, n);
        return new(wilson.Estimate, wilson.Low, wilson.High, n, WilsonOnly, n >= suite.MinimumGroup);
    }

    private Interval Average(int[] rows, double[] values) =>
        Drawn(rows, clusters => [Bootstrap.Mean(values, suite.Seed, clusters, suite.Replicates, ct: counter.Token)])[0];

    /// <summary>Intervals by resampling subjects, widened by resampling samples where there are few subjects.</summary>
    private IReadOnlyList<Interval> Drawn(int[] rows, Func<int[], IReadOnlyList<Interval>> draw)
    {
        counter.Step();
        var clusters = Clusters(rows);
        var drawn = draw(clusters);
        return IsFew(clusters) ? [.. drawn.Zip(draw([]), (one, other) => one.WidenedBy(other))] : drawn;
    }

    /// <summary>True for so few subjects that samples are resampled as well.</summary>
    public static bool IsFew(int[] clusters) =>
        clusters.Length > 0 && clusters.Distinct().Take(FewSubjects).Count() < FewSubjects;

    private int[] Clusters(int[] rows)
    {
        int[] keys = [.. rows.Select(i => subjects[i])];
        return keys.Distinct().Take(2).Count() > 1 ? keys : [];
    }

    private Figure Plain(Interval interval, int[] rows) =>
        double.IsNaN(interval.Estimate)
            ? new(null, null, null, rows.Length, None, false)
            : new(
                interval.Estimate,
                interval.Low,
                interval.High,
                rows.Length,
                MethodOf(rows),
                rows.Length >= suite.MinimumGroup
            );

    private Figure Widened(Interval interval, int hits, int[] rows) =>
        Widen(Plain(interval, rows), Wilson.Of(hits, rows.Length));

    private static Figure Widen(Figure figure, Interval wilson) =>
        figure with
        {
            Low = Math.Min(figure.Low ?? 1, wilson.Low!.Value),
            High = Math.Max(figure.High ?? 0, wilson.High!.Value),
        };

    /// <summary>The explanation of each method, by the key that figures name.</summary>
    public static IReadOnlyDictionary<string, Message> Methods(AuditSuite suite) =>
        new SortedDictionary<string, Message>(StringComparer.Ordinal)
        {
            [Subjects] = new DrawnBySubject(suite.Replicates, FewSubjects),
            [Samples] = new DrawnBySample(suite.Replicates),
            [WilsonOnly] = new AuditText("method-wilson"),
            [None] = new AuditText("method-none"),
        };
}
