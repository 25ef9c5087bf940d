using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>The items of one recording's stream, by time and by source row.</summary>
internal sealed class ItemSeries
{
    private readonly Dictionary<SourceRow, Item> _byRow = [];
    private readonly long[] _times;

    public ItemSeries(IEnumerable<Item> items, Clock clock)
    {
        Clock = clock;
        Items = [.. items.OrderBy(i => i.Ns).ThenBy(i => i.Row.File, StringComparer.Ordinal).ThenBy(i => i.Row.Row)];
        _times = [.. Items.Select(i => i.Ns)];
        foreach (var item in Items)
            _byRow.TryAdd(item.Row, item);
    }

    public Clock Clock { get; }
    public IReadOnlyList<Item> Items { get; }

    public Item? At(SourceRow row) => _byRow.GetValueOrDefault(row);

    public IEnumerable<Item> Between(long fromNs, long toNs)
    {
        for (var i = SeriesFile.LowerBound(_times, fromNs); i < _times.Length && _times[i] <= toNs; i++)
            yield return Items[i];
    }

    public long NearestNs(long ns) => Aligner.Nearest(_times, ns);
}
