using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Collects the rows of one recording's stream as its tables are read, in any order.</summary>
internal sealed class SeriesBuffer(StreamRule rule)
{
    private readonly List<long> _times = [];
    private readonly List<double>[] _values = [.. rule.Channels.Select(_ => new List<double>())];
    private readonly List<(string File, long Row)>? _origins = rule.Duplicates == Duplicates.Refuse ? [] : null;

    public int Count => _times.Count;

    public void Add(long deviceNs, ReadOnlySpan<double> values, string file, long row)
    {
        _times.Add(deviceNs);
        for (var c = 0; c < values.Length; c++)
            _values[c].Add(values[c]);
        _origins?.Add((file, row));
    }

    /// <summary>
    /// Sorts the rows, applies the policy for duplicates, corrects the clock and counts the gaps. Null when a corrected time
    /// leaves the range of nanoseconds.
    /// </summary>
    public HarmonisedSeries? Finish(RefusalLog log, CancellationToken ct)
    {
        var (kept, duplicates) = Ascends(1)
            ? (new SeriesRows(MoveToArray(_times), [.. _values.Select(MoveToArray)]), 0)
            : ResolveDuplicates(log, ct);
        var clock = ClockMath.ClockOf(rule.Clock);
        var times = kept.TimesNs;
        if (times.Length > 0)
        {
            var first = times[0];
            for (var i = 0; i < times.Length; i++)
            {
                ct.CheckAt(i);
                if (ClockMath.ToReference(times[i], first, clock) is not { } corrected)
                    return null;
                times[i] = corrected;
            }
        }
        var period = rule.Kind == StreamKind.Regular ? Period(times, ct) : null;
        var gap = period is { } p ? (long?)Math.Min(long.MaxValue, (decimal)p * (decimal)rule.GapPeriods) : null;
        var gaps = 0;
        for (var i = 1; gap is not null && i < times.Length; i++)
            if (times[i] - times[i - 1] > gap)
                gaps++;
        return new(kept, clock, duplicates, gaps, period, gap);
    }

    /// <summary>
    /// Whether each row is at least so many nanoseconds after the one before. By 1, as most instruments write, there is
    /// nothing to sort and no duplicate; by 0 there is nothing to sort.
    /// </summary>
    private bool Ascends(long by)
    {
        for (var i = 1; i < _times.Count; i++)
            if (_times[i] - (Int128)_times[i - 1] < by)
                return false;
        return true;
    }

    /// <summary>Moves a column into an array and frees the list, so that only one column at a time is in memory twice.</summary>
    private static T[] MoveToArray<T>(List<T> column)
    {
        var array = column.ToArray();
        Free(column);
        return array;
    }

    private static void Free<T>(List<T> column)
    {
        column.Clear();
        column.TrimExcess();
    }

    /// <summary>By time; rows of one instant stay in the order in which they were read.</summary>
    private int[] Order(CancellationToken ct)
    {
        var order = new int[_times.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (!Ascends(0))
            Sort(order, ct);
        return order;
    }

    private void Sort(int[] order, CancellationToken ct)
    {
        var compared = 0;
        try
        {
            Array.Sort(order, (a, b) =>
            {
                ct.CheckAt(compared++);
                return _times[a] != _times[b] ? _times[a].CompareTo(_times[b]) : a.CompareTo(b);
            });
        }
        catch (InvalidOperationException) when (ct.IsCancellationRequested)
        {
            // Array.Sort wraps what its comparison throws.
            ct.ThrowIfCancellationRequested();
        }
    }

    private (SeriesRows Kept, int Duplicates) ResolveDuplicates(RefusalLog log, CancellationToken ct)
    {
        var (order, duplicates) = (Order(ct), 0);
        var times = new List<long>(order.Length);
        var values = _values.Select(_ => new List<double>(order.Length)).ToArray();
        for (var i = 0; i < order.Length; )
        {
            ct.ThrowIfCancellationRequested();
            var end = i + 1;
            while (end < order.Length && _times[order[end]] == _times[order[i]])
                end++;
            duplicates += end - i - 1;
            if (_origins is not null && end - i > 1)
                foreach (var o in order.AsSpan(i + 1, end - i - 1))
                    log.Add(new InstantTwice(rule.Name), _origins[o].File, _origins[o].Row);
            Keep(order.AsSpan(i, end - i), times, values);
            i = end;
        }
        Free(_times);
        foreach (var column in _values)
            Free(column);
        return (new(MoveToArray(times), [.. values.Select(MoveToArray)]), duplicates);
    }

    private void Keep(ReadOnlySpan<int> same, List<long> times, List<double>[] values)
    {
        if (rule.Duplicates == Duplicates.Average && same.Length > 1)
        {
            times.Add(_times[same[0]]);
            for (var c = 0; c < values.Length; c++)
                values[c].Add(Mean(same, _values[c]));
            return;
        }
        var kept = rule.Duplicates switch
        {
            Duplicates.KeepAll => same,
            Duplicates.KeepLast => same[^1..],
            _ => same[..1],
        };
        foreach (var row in kept)
        {
            times.Add(_times[row]);
            for (var c = 0; c < values.Length; c++)
                values[c].Add(_values[c][row]);
        }
    }

    private static double Mean(ReadOnlySpan<int> rows, List<double> values)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
            if (!double.IsNaN(values[row]))
                (sum, count) = (sum + values[row], count + 1);
        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>Median of the positive steps; null with fewer than two of them.</summary>
    private static long? Period(long[] times, CancellationToken ct)
    {
        var (steps, count) = (new long[times.Length], 0);
        for (var i = 1; i < times.Length; i++)
            if (times[i] > times[i - 1])
                steps[count++] = times[i] - times[i - 1];
        return count < 2 ? null : QuickSelect(steps.AsSpan(0, count), count / 2, ct);
    }

    /// <summary>
    /// The value at a place of the sorted order, by quickselect (Hoare 1961): linear on average, and it can be cancelled,
    /// which a sort cannot.
    /// </summary>
    private static long QuickSelect(Span<long> values, int place, CancellationToken ct)
    {
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            ct.ThrowIfCancellationRequested();
            var pivot = values[low + (high - low) / 2];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i > j)
                    break;
                (values[i], values[j]) = (values[j], values[i]);
                (i, j) = (i + 1, j - 1);
            }
            if (place <= j)
                high = j;
            else if (place >= i)
                low = i;
            else
                return values[place];
        }
        return values[place];
    }
}
