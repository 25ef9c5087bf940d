using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>
/// What an import would not take, by file and row. Bounded: alike refusals of one file are folded after
/// <see cref="AlikeInFile"/>, and everything alike after the limit for the run.
/// </summary>
internal sealed class RefusalLog(Guid runId, int max)
{
    public const int AlikeInFile = 100;
    private readonly List<RunRefusal> _list = [];
    private readonly Dictionary<(string Code, string? File), int> _counts = [];

    /// <summary>Where in the list the line is that stands for further refusals of a kind.</summary>
    private readonly Dictionary<(string Code, string? File), int> _folded = [];

    private readonly HashSet<(string Code, string? File, long? Row)> _rows = [];

    public long Count { get; private set; }
    public IReadOnlyList<RunRefusal> All => _list;

    public void Add(Refusal refusal, string? file, long? row = null, long count = 1) =>
        Add(RefusedFile.Of(refusal), file, row, count);

    public void Add(RefusedFile refusal, string? file, long? row = null, long count = 1)
    {
        // Two streams of one table meet the same row.
        if (row is not null && _rows.Contains((refusal.Code, file, row)))
            return;
        Count += count;
        var key = (refusal.Code, file);
        var alike = _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (alike <= AlikeInFile && _list.Count < max)
        {
            if (row is not null)
                _rows.Add((refusal.Code, file, row));
            _list.Add(Made(refusal.Code, file, row, refusal.What, refusal.Remedy, count));
            return;
        }
        // Files that come after the limit share one line for each code.
        if (_list.Count >= max && !_folded.ContainsKey(key))
            key = (refusal.Code, null);
        if (_folded.TryGetValue(key, out var place))
        {
            var fold = _list[place];
            _list[place] = Made(fold.Code, fold.File, null, fold.What, fold.Remedy, fold.Count + count);
            return;
        }
        _folded[key] = _list.Count;
        _list.Add(
            Made(
                refusal.Code,
                key.Item2,
                null,
                $"More of the same kind; the next was: {refusal.What}",
                refusal.Remedy,
                count
            )
        );
    }

    private RunRefusal Made(string code, string? file, long? row, string what, string remedy, long count) =>
        new()
        {
            RunId = runId,
            Code = code,
            File = file,
            Row = row,
            What = what,
            Remedy = remedy,
            Count = count,
        };
}
