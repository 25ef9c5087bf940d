using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Intervals;

namespace Governance.Audits;

/// <summary>
/// Intervals for an audit's figures. Samples of one subject resemble each other, so whole subjects are drawn as soon as
/// there are two. Few subjects drawn again and again give few different results and look more certain than they are: below
/// <see cref="FewSubjects"/> the samples are drawn as well and the wider of both ends is kept. A share also gets Wilson's
/// interval in the same way, since no bootstrap shows what lies near 0 or 1.
/// </summary>
/// <param name="counter">Counts each figure, and stops between two replicates when the run is to stop.</param>
internal sealed class Uncertainty(int[] subjects, AuditSuite suite, RunCounter counter)
{
    public const string Subjects = "subjects",
        Samples = "samples",
        WilsonOnly = "wilson",
        None = "none";

    /// <summary>Two subjects have three different draws, five have 126: a percentile of those is no interval.</summary>
    public const int FewSubjects = 20;

    public AuditSuite Suite => suite;
    public RunCounter Counter => counter;

    /// <summary>How a figure over these rows is resampled.</summary>
    public string MethodOf(int[] rows) => Clusters(rows).Length > 0 ? Subjects : Samples;

    /// <summary>Share of rows for which it is true.</summary>
    public Figure Share(int[] rows, Func<int, bool> holds)
    {
        if (rows.Length == 0)
            return Figure.Nothing(None);
        double[] values = [.. rows.Select(i => holds(i) ? 1.0 : 0)];
        return Widened(Average(rows, values), (int)values.Sum(), rows);
    }

    /// <summary>Mean of values over rows; as a share when all are between 0 and 1 and it is asked for.</summary>
    public Figure Mean(int[] rows, IReadOnlyList<double> values, bool share = false)
    {
        if (rows.Length == 0)
            return Figure.Nothing(None);
        double[] picked = [.. rows.Select(i => values[i])];
        var interval = Average(rows, picked);
        return share ? Widened(interval, (int)Math.Round(picked.Sum()), rows) : Plain(interval, rows);
    }

    /// <summary>
    /// Several statistics over one shared resampling of the rows: from how often each row counts to a value each. For
    /// differences of shares, an interval without width gets that of "never seen in n": no draw can show what no row holds.
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

    /// <summary>From an interval that was made elsewhere over these rows.</summary>
    public Figure Of(Interval? interval, int n, string method, int? hits = null)
    {
        if (interval is null || double.IsNaN(interval.Estimate))
            return new(null, null, null, n, method, false);
        var figure = new Figure(interval.Estimate, interval.Low, interval.High, n, method, n >= suite.MinimumGroup);
        return hits is { } right && n > 0 ? Widen(figure, Wilson.Of(right, n)) : figure;
    }

    /// <summary>A share of n independent trials.</summary>
    public Figure Trials(int successes, int n)
    {
        if (n == 0)
            return Figure.Nothing(None);
        var wilson = Wilson.Of(successes, n);
        return new(wilson.Estimate, wilson.Low, wilson.High, n, WilsonOnly, n >= suite.MinimumGroup);
    }

    private Interval Average(int[] rows, double[] values) =>
        Drawn(rows, clusters => [Bootstrap.Mean(values, suite.Seed, clusters, suite.Replicates, ct: counter.Token)])[0];

    /// <summary>Intervals by drawing subjects, widened by drawing samples where the subjects are few.</summary>
    private IReadOnlyList<Interval> Drawn(int[] rows, Func<int[], IReadOnlyList<Interval>> draw)
    {
        counter.Step();
        var clusters = Clusters(rows);
        var drawn = draw(clusters);
        return IsFew(clusters) ? [.. drawn.Zip(draw([]), (one, other) => one.WidenedBy(other))] : drawn;
    }

    /// <summary>So few subjects that samples have to be drawn as well.</summary>
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

    /// <summary>The sentences behind the keys.</summary>
    public static IReadOnlyDictionary<string, Message> Methods(AuditSuite suite) =>
        new SortedDictionary<string, Message>(StringComparer.Ordinal)
        {
            [Subjects] = new DrawnBySubject(suite.Replicates, FewSubjects),
            [Samples] = new DrawnBySample(suite.Replicates),
            [WilsonOnly] = new AuditText("method-wilson"),
            [None] = new AuditText("method-none"),
        };
}
