using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// Aligns the streams of a recording with an anchor. Pure functions of times: a missing part gets its reason, never a
/// guessed value.
/// </summary>
internal static class Aligner
{
    public const int SparklineValues = 64;

    /// <summary>
    /// The item of the anchor's own row, with error 0; otherwise the nearest one within the tolerance (without a tolerance:
    /// within the window), the earlier of two equally near. When no item there has content, the nearest one gives the reason.
    /// </summary>
    /// <param name="items">Null when the recording has no data of the stream.</param>
    public static AlignedPart OfItems(SourceRow anchor, Reach reach, ItemSeries? items, string stream)
    {
        if (items is null || items.Items.Count == 0)
            return AlignedPart.Not(MissingReason.StreamMissing, $"The recording has no data of stream “{stream}”.");
        if (items.At(anchor) is { } own)
            return OfItem(own, 0);
        var near = items
            .Between(reach.NearestAllowed, reach.FarthestAllowed)
            .OrderBy(i => Distance(i.Ns, reach.AnchorNs))
            .ThenBy(i => i.Ns)
            .ToList();
        if (near.Find(i => i.Content is not null) is { } present)
            return OfItem(present, Distance(present.Ns, reach.AnchorNs));
        return near.Count > 0
            ? OfItem(near[0], 0)
            : AlignedPart.Not(MissingReason.OutOfRange, TooFar("item", items.NearestNs(reach.AnchorNs), reach));
    }

    /// <summary>
    /// The rows in the window. A regular stream needs a row within the tolerance and the map's minimum of rows in the window.
    /// Events are present when one is in the window; without one the part was not recorded.
    /// </summary>
    /// <param name="series">Null when the recording has no data of the stream.</param>
    public static AlignedPart OfSeries(StreamRule rule, Reach reach, HarmonisedSeries? series)
    {
        if (series is null || series.Rows.Count == 0)
            return AlignedPart.Not(MissingReason.StreamMissing, $"The recording has no data of stream “{rule.Name}”.");
        var times = series.Rows.TimesNs;
        var first = SeriesFile.LowerBound(times, reach.FromNs);
        var end = reach.ToNs == long.MaxValue ? times.Length : SeriesFile.LowerBound(times, reach.ToNs + 1);
        var nearest = Nearest(times, reach.AnchorNs);
        var distance = Distance(nearest, reach.AnchorNs);
        if (rule.Kind == StreamKind.Events && end == first)
            return AlignedPart.Not(
                MissingReason.NotRecorded,
                $"No event between {NanoTime.Iso(reach.FromNs)} and {NanoTime.Iso(reach.ToNs)}; the "
                    + $"nearest is {Duration.InWords(distance)} from the anchor."
            );
        if (end == first || reach.ToleranceNs is { } tolerance && distance > tolerance)
            return AlignedPart.Not(MissingReason.OutOfRange, TooFar("row", nearest, reach));
        if (end - first < rule.MinimumRows)
            return AlignedPart.Not(
                MissingReason.Gap,
                $"Only {end - first} of at least {rule.MinimumRows} rows {(end - first == 1 ? "is" : "are")} between "
                    + $"{NanoTime.Iso(reach.FromNs)} and {NanoTime.Iso(reach.ToNs)}."
            );
        return new(null, null, distance, null, end - first, Sparkline(series, reach, first, end));
    }

    /// <summary>
    /// Up to 64 values of the first channel over the window, one for each of equal intervals: the value farthest from the
    /// window's mean, so that a spike shows. An interval without a row repeats the one before, or is null inside a gap.
    /// </summary>
    private static float?[] Sparkline(HarmonisedSeries series, Reach reach, int first, int end)
    {
        var (times, values) = (series.Rows.TimesNs, series.Rows.Values[0]);
        var span = (Int128)reach.ToNs - reach.FromNs + 1;
        var fit = series.PeriodNs is { } period and > 0
            ? Int128.Clamp(span / period, 1, SparklineValues)
            : Int128.Clamp(span, 1, SparklineValues);
        var line = new float?[(int)fit];
        var mean = Mean(values.AsSpan(first, end - first));
        for (var i = first; i < end; i++)
        {
            if (double.IsNaN(values[i]))
                continue;
            var slot = (int)(((Int128)times[i] - reach.FromNs) * line.Length / span);
            if (line[slot] is not { } shown || Math.Abs(values[i] - mean) > Math.Abs(shown - mean))
                line[slot] = (float)values[i];
        }
        if (series.GapNs is not { } gap)
            return line;
        for (var s = 1; s < line.Length - 1; s++)
        {
            if (line[s] is not null || line[s - 1] is null)
                continue;
            var middle = (long)(reach.FromNs + span * (2 * s + 1) / (2 * line.Length));
            var after = SeriesFile.LowerBound(times, middle);
            if (after > first && after < end && times[after] - times[after - 1] <= gap)
                line[s] = line[s - 1];
        }
        return line;
    }

    private static AlignedPart OfItem(Item item, long distance) =>
        item.Content is null
            ? AlignedPart.Not(item.Missing!.Value, item.Detail!)
            : new(null, null, distance, item.Content);

    private static string TooFar(string thing, long nearestNs, Reach reach)
    {
        var allowed =
            reach.ToleranceNs is { } tolerance
            && (nearestNs >= reach.FromNs && nearestNs <= reach.ToNs || reach.FromNs == reach.ToNs)
                ? $"the tolerance is {Duration.InWords(tolerance)}"
                : $"the window runs from {NanoTime.Iso(reach.FromNs)} to {NanoTime.Iso(reach.ToNs)}";
        var side = nearestNs < reach.AnchorNs ? "before" : "after";
        return $"The nearest {thing} is {Duration.InWords(Distance(nearestNs, reach.AnchorNs))} {side} the anchor; {allowed}.";
    }

    internal static long Nearest(long[] ascending, long ns)
    {
        var at = SeriesFile.LowerBound(ascending, ns);
        if (at == ascending.Length)
            return ascending[^1];
        return at == 0 || Distance(ascending[at], ns) < Distance(ascending[at - 1], ns)
            ? ascending[at]
            : ascending[at - 1];
    }

    private static long Distance(long a, long b) => (long)Int128.Min(Int128.Abs((Int128)a - b), long.MaxValue);

    private static double Mean(ReadOnlySpan<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var value in values)
            if (!double.IsNaN(value))
                (sum, count) = (sum + value, count + 1);
        return count == 0 ? 0 : sum / count;
    }
}
