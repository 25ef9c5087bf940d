using System.Runtime.CompilerServices;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// Reads one table for one stream: opens it, finds the columns, applies the filter, and gives each row its recording and
/// time. Rows that cannot be read are refused by file and row.
/// </summary>
internal sealed class TablePass(
    ImportWork work,
    StreamRule rule,
    KnownFile file,
    IReadOnlyDictionary<string, string> parts,
    IEnumerable<Template> templates,
    RowCount rows
)
{
    private readonly ImportMap _map = work.Map;
    private readonly RefusalLog _log = work.Log;
    private readonly TimeReader _time = new(rule.Time, work.Map.Zone);
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly string? _fixedSubject = work.Map.Recordings.Subject.Columns.Any()
        ? null
        : work.Map.Recordings.Subject.Fill(parts, _ => null);
    private int[] _read = [];
    private string? _fixedKey;
    private CsvTable? _table;

    public CsvTable Table => _table!;
    public IReadOnlyDictionary<string, string> Parts => parts;
    public long Row => Table.Row;

    /// <summary>The key of this row's recording.</summary>
    public string Recording { get; private set; } = "";
    public long DeviceNs { get; private set; }

    public string Cell(string column) => Table[_columns[column]];

    public int Column(string column) => _columns[column];

    public string? Fill(Template template) => template.Fill(parts, Cell);

    public void Refuse(Refusal refusal)
    {
        _log.Add(refusal, file.Path, Row);
        rows.Refused++;
    }

    /// <summary>Refuses a row, or the rest of the table, without having read its subject.</summary>
    private void RefuseUnread(Refusal refusal)
    {
        MeetUnread();
        Refuse(refusal);
    }

    private void MeetUnread()
    {
        if (_fixedSubject is null)
            work.Screen.MeetUnnamed();
        else
            work.Screen.Why(_fixedSubject);
    }

    /// <summary>The rows with a recording and a time. Read the current row before moving to the next.</summary>
    /// <param name="others">Columns besides time, filter and templates.</param>
    public async IAsyncEnumerable<TablePass> RowsAsync(
        IEnumerable<string> others,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await using var content = await work.Blobs.OpenReadAsync(file.ResultDigest!, ct);
        _table = await OpenAsync(content, others, ct);
        if (_table is null)
            yield break;
        await using (_table)
        {
            while (await NextAsync(ct))
            {
                if (Table.IsBlank)
                    continue;
                rows.Seen++;
                if (Table.Cells != Table.Header.Count)
                    RefuseUnread(new RowRagged(Table.Cells, Table.Header.Count));
                else if (LeavesOut())
                    continue;
                else if (Table.Unfit(_read) is { } unfit)
                    Refuse(unfit);
                else if (Passes() && Locate())
                    yield return this;
            }
        }
    }

    private async Task<CsvTable?> OpenAsync(Stream content, IEnumerable<string> others, CancellationToken ct)
    {
        try
        {
            var table = await CsvTable.OpenAsync(content, rule.Csv ?? _map.Csv, work.Tools.Tables, ct);
            if (table is null)
            {
                _log.Add(new TableEmpty(file.Path), file.Path);
                return null;
            }
            var wanted = rule
                .Time.Columns.Concat(rule.Where.Keys)
                .Concat(
                    templates
                        .Append(_map.Recordings.Key)
                        .Append(_map.Recordings.Subject)
                        .Concat(_map.Recordings.Attributes.Values)
                        .SelectMany(t => t.Columns)
                )
                .Concat(others);
            var complete = true;
            foreach (var column in wanted.Distinct())
            {
                var found = table.Find(file.Path, column);
                if (found.Ok)
                    _columns[column] = found.Value;
                else
                    _log.Add(found.Refusal, file.Path, 0);
                complete &= found.Ok;
            }
            _read = [.. _columns.Values.Distinct().Order()];
            if (complete && !_map.Recordings.Key.Columns.Any())
                _fixedKey = _map.Recordings.Key.Fill(parts, _ => null);
            if (complete)
                return table;
            MeetUnread();
            await table.DisposeAsync();
        }
        catch (TableBrokenException broken)
        {
            MeetUnread();
            _log.Add(broken.Bound ?? new TableBroken(file.Path, broken.Why), file.Path, broken.Row);
        }
        return null;
    }

    private async Task<bool> NextAsync(CancellationToken ct)
    {
        try
        {
            return await Table.ReadAsync(ct);
        }
        catch (TableBrokenException broken)
        {
            MeetUnread();
            _log.Add(broken.Bound ?? new TableBroken(file.Path, broken.Why), file.Path, broken.Row);
            rows.Refused++;
            return false;
        }
    }

    /// <summary>
    /// Whether the row's subject is left out. Asked first, for rows too that the filter drops: they are in the table all the same,
    /// and no refusal quotes a cell of theirs.
    /// </summary>
    private bool LeavesOut()
    {
        if (work.Screen.Why(_fixedSubject ?? _map.Recordings.Subject.Fill(parts, Cell)) is not { } reason)
            return false;
        var listed = rule.ListedBy?.File?.Fill(parts, Cell) is { } name
            ? SafePath.Normal(name)
            : default(Result<string>?);
        work.Screen.AddRow(reason, listed is { Ok: true } path ? path.Value : null);
        return true;
    }

    private bool Passes()
    {
        foreach (var (column, values) in rule.Where)
        {
            var cell = Table.Span(_columns[column]).Trim();
            var passes = false;
            foreach (var value in values)
                passes |= cell.SequenceEqual(value);
            if (!passes)
                return false;
        }
        return true;
    }

    private bool Locate()
    {
        if ((_fixedKey ?? _map.Recordings.Key.Fill(parts, Cell)) is not { } key)
        {
            Refuse(new RecordingUnnamed());
            return false;
        }
        Recording = key;
        // The time of an EXIF item is in its file.
        if (rule.Time.Exif)
            return true;
        var text =
            rule.Time.Part is { } part ? parts[part]
            : rule.Time.Columns.Count == 1 ? Cell(rule.Time.Columns[0])
            : string.Join(' ', rule.Time.Columns.Select(c => Cell(c).Trim()));
        if (_time.Read(text, out var problem) is not { } ns)
        {
            Refuse(new TimeUnreadable(problem!));
            return false;
        }
        DeviceNs = ns;
        return true;
    }
}
