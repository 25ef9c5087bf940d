using System.Text.RegularExpressions;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>
/// The refusals of an import, by file and row. Bounded: refusals of one code in one file are folded into one line after
/// <see cref="AlikeInFile"/>, and those of one code in all files after the limit of the run.
/// </summary>
internal sealed class RefusalLog(Guid runId, int max)
{
    public const int AlikeInFile = 100;
    private readonly List<RunRefusal> _list = [];
    private readonly Dictionary<(string Code, string? File), int> _counts = [];

    /// <summary>Index in the list of the line that counts further refusals of a code.</summary>
    private readonly Dictionary<(string Code, string? File), int> _folded = [];

    private readonly HashSet<(string Code, string? File, long? Row)> _rows = [];

    public long Count { get; private set; }
    public IReadOnlyList<RunRefusal> All => _list;

    public void Add(Refusal refusal, string? file, long? row = null, long count = 1) =>
        AddAs(refusal.Code, refusal, file, row, count);

    /// <param name="code">The refusal's own code; for a row that was stored before refusals had codes, the stored one.</param>
    public void AddAs(string code, Refusal refusal, string? file, long? row = null, long count = 1)
    {
        // Two streams of one table read the same row.
        if (row is not null && _rows.Contains((code, file, row)))
            return;
        Count += count;
        var key = (code, file);
        var alike = _counts[key] = _counts.GetValueOrDefault(key) + 1;
        if (alike <= AlikeInFile && _list.Count < max)
        {
            if (row is not null)
                _rows.Add((code, file, row));
            _list.Add(Made(code, file, row, Shown(refusal), count));
            return;
        }
        // Files that come after the limit share one line for each code.
        if (_list.Count >= max && !_folded.ContainsKey(key))
            key = (code, null);
        if (_folded.TryGetValue(key, out var place))
        {
            var fold = _list[place];
            _list[place] = Made(fold.Code, fold.File, null, fold.Reason, fold.Count + count);
            return;
        }
        _folded[key] = _list.Count;
        _list.Add(Made(code, key.Item2, null, Shown(new MoreAlike(refusal)), count));
    }

    /// <summary>Removes the refusals that name a file or a value by a pattern; the counts stay.</summary>
    public void Remove(Regex named)
    {
        _list.RemoveAll(r => (r.File is { } file && named.IsMatch(file)) || named.IsMatch(r.Reason.Text));
        _folded.Clear();
    }

    /// <summary>Removes the refusals of rows, because they quote cells; the counts stay.</summary>
    public void RemoveRows()
    {
        _list.RemoveAll(r => r.Row is not null);
        _folded.Clear();
    }

    private static Message Shown(Refusal refusal) => MessageJson.Shown(refusal, RefusedFile.Longest);

    private RunRefusal Made(string code, string? file, long? row, Message reason, long count) =>
        new()
        {
            RunId = runId,
            Code = code,
            File = file,
            Row = row,
            Reason = reason,
            Count = count,
        };
}
