namespace Governance.Inference.Encoders;

/// <summary>Resamples one channel to an even grid.</summary>
internal static class Resampling
{
    /// <summary>
    /// Step j covers [start + j·w, start + (j+1)·w). Its readings are averaged, which prevents aliasing of fast channels. A
    /// step without readings is interpolated when its neighbours are at most <paramref name="longestBridge"/> median
    /// intervals apart (or two steps, on a grid coarser than the channel); otherwise it is a gap.
    /// </summary>
    public static void Resample(
        SeriesChannel channel,
        long start,
        long end,
        double longestBridge,
        Span<float> values,
        Span<float> mask
    )
    {
        var (times, readings) = Present(channel, start, end);
        if (times.Count == 0)
            return;
        var step = ((double)end - start) / values.Length;
        var bridge = Math.Max(longestBridge * UsualInterval(times, step), 2 * step);
        for (int j = 0, next = 0; j < values.Length; j++)
        {
            var (from, until) = (start + j * step, start + (j + 1) * step);
            var (sum, count) = (0.0, 0);
            for (; next < times.Count && (times[next] < until || j == values.Length - 1); next++, count++)
                sum += readings[next];
            if (count > 0)
                (values[j], mask[j]) = ((float)(sum / count), 1);
            else if (Between(times, readings, next, (from + until) / 2, bridge) is { } value)
                (values[j], mask[j]) = (value, 1);
        }
    }

    private static float? Between(List<long> times, List<float> readings, int next, double at, double bridge)
    {
        if (next == 0 || next == times.Count || times[next] - times[next - 1] > bridge)
            return null;
        var share = (at - times[next - 1]) / (times[next] - times[next - 1]);
        return (float)(readings[next - 1] + share * ((double)readings[next] - readings[next - 1]));
    }

    private static (List<long> Times, List<float> Readings) Present(SeriesChannel channel, long start, long end)
    {
        var (times, readings) = (new List<long>(), new List<float>());
        var at = channel.TimesNs.Span;
        var value = channel.Values.Span;
        for (var i = 0; i < at.Length; i++)
        {
            if (i > 0 && at[i] < at[i - 1])
                throw new UnreadableInputException("times-not-ascending", channel.Name);
            if (at[i] < start || at[i] >= end || !float.IsFinite(value[i]))
                continue;
            times.Add(at[i]);
            readings.Add(value[i]);
        }
        return (times, readings);
    }

    /// <summary>The median interval, which gaps do not change.</summary>
    private static double UsualInterval(List<long> times, double otherwise)
    {
        if (times.Count < 2)
            return otherwise;
        var intervals = new long[times.Count - 1];
        for (var i = 0; i < intervals.Length; i++)
            intervals[i] = times[i + 1] - times[i];
        Array.Sort(intervals);
        return intervals[intervals.Length / 2];
    }
}
