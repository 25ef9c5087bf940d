using System.Text;
using System.Text.RegularExpressions;
using Governance.Platform;
using Sylvan.Data.Csv;

namespace Governance.Ingestion;

/// <summary>
/// A CSV file, streamed row by row. Line breaks and doubled spaces in header names are removed; a column with a blank or
/// repeated name can be addressed by its position (<c>#1</c>).
/// </summary>
internal sealed partial class CsvTable : IAsyncDisposable
{
    private readonly CsvDataReader _reader;
    private readonly StreamReader _text;
    private readonly TablesOptions _bounds;
    private bool _rowPending;

    internal static IReadOnlyDictionary<string, Encoding> Encodings { get; } =
        new Dictionary<string, Encoding>(StringComparer.OrdinalIgnoreCase)
        {
            ["utf-8"] = new UTF8Encoding(false),
            ["utf-16"] = new UnicodeEncoding(false, true),
            ["latin1"] = Encoding.Latin1,
            ["windows-1252"] = CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };

    private readonly string _encoding;

    private CsvTable(
        CsvDataReader reader,
        StreamReader text,
        IReadOnlyList<string> header,
        CsvRule rule,
        TablesOptions bounds
    ) =>
        (_reader, _text, Header, _rowPending, _encoding, _bounds) = (
            reader,
            text,
            header,
            !rule.Header,
            rule.Encoding,
            bounds
        );

    public IReadOnlyList<string> Header { get; }

    /// <summary>1-based data row; the header is row 0.</summary>
    public long Row { get; private set; }

    /// <summary>Cells of this row, without empty ones beyond the header.</summary>
    public int Cells { get; private set; }

    /// <summary>Opens a table; null when the file is empty.</summary>
    /// <exception cref="TableBrokenException">The first row cannot be read.</exception>
    public static async Task<CsvTable?> OpenAsync(
        Stream content,
        CsvRule rule,
        TablesOptions bounds,
        CancellationToken ct
    )
    {
        var encoding = Encodings[rule.Encoding];
        var delimiter =
            rule.Delimiter == "auto" ? await SniffAsync(content, encoding, rule.Quote[0], ct) : rule.Delimiter[0];
        var text = await StrictText.OpenAsync(content, encoding, ct);
        try
        {
            var how = new CsvDataReaderOptions
            {
                Delimiter = delimiter,
                Quote = rule.Quote[0],
                Escape = rule.Quote[0],
                Comment = StrictText.Never,
            };
            var reader = await BoundedCsv.OpenAsync(text, how, bounds, ct);
            if (!await reader.ReadAsync(ct))
                return null;
            string[] header =
            [
                .. Enumerable
                    .Range(0, reader.RowFieldCount)
                    .Select(i => rule.Header ? NameOf(reader.GetString(i)) : $"#{i + 1}"),
            ];
            return
                header
                    .Select((name, i) => StrictText.Check($"#{i + 1}", name, rule.Encoding))
                    .FirstOrDefault(f => f is not null)
                    is { } unfit
                ? throw new TableBrokenException(new ColumnNameUnfit(unfit.Field, unfit.Why), 0)
                : new(reader, text, header, rule, bounds);
        }
        catch (Exception e) when (Broken(e, 0, bounds) is { } broken)
        {
            throw broken;
        }
    }

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="TableBrokenException">The next row, and so every row after it, cannot be read.</exception>
    public async Task<bool> ReadAsync(CancellationToken ct)
    {
        try
        {
            if (!_rowPending && !await _reader.ReadAsync(ct))
                return false;
        }
        catch (Exception e) when (Broken(e, Row + 1, _bounds) is { } broken)
        {
            throw broken;
        }
        _rowPending = false;
        Row++;
        Cells = _reader.RowFieldCount;
        while (Cells > Header.Count && _reader.GetFieldSpan(Cells - 1).IsEmpty)
            Cells--;
        return true;
    }

    /// <summary>Text of a cell; empty when the row is too short.</summary>
    public string this[int column] => column < _reader.RowFieldCount ? _reader.GetString(column) : "";

    public ReadOnlySpan<char> Span(int column) => column < _reader.RowFieldCount ? _reader.GetFieldSpan(column) : [];

    /// <summary>The refusal of the first of these cells with an invalid character; null when all are valid.</summary>
    public UnfitText? Unfit(IReadOnlyList<int> columns)
    {
        foreach (var column in columns)
            if (
                StrictText.Check(
                    Header[column].Length == 0 ? $"#{column + 1}" : Header[column],
                    Span(column),
                    _encoding
                ) is
                { } unfit
            )
                return unfit;
        return null;
    }

    public bool IsBlank => Cells == 0 || Cells == 1 && Span(0).IsWhiteSpace();

    /// <summary>
    /// The index of a column: by its position (#1), by its name, or by its name in another case when that is unambiguous.
    /// </summary>
    public Result<int> Find(string path, string column)
    {
        if (
            column.StartsWith('#')
            && int.TryParse(column.AsSpan(1), out var place)
            && place >= 1
            && place <= Header.Count
        )
            return place - 1;
        var wanted = NameOf(column);
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            var found = Enumerable.Range(0, Header.Count).Where(i => Header[i].Equals(wanted, comparison)).ToList();
            if (found.Count == 1)
                return found[0];
            if (found.Count > 1)
                return new ColumnAmbiguous(path, Header[found[0]], string.Join(", ", found.Select(i => $"#{i + 1}")));
        }
        var known = string.Join(
            ", ",
            Header.Take(30).Select((h, i) => h.Length == 0 ? $"#{i + 1}" : TextRule.Shown(h, 40))
        );
        return new ColumnNotFound(path, column, known);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        _text.Dispose();
    }

    /// <summary>A name without line breaks, doubled spaces and the byte order marks that joined files leave inside.</summary>
    private static string NameOf(string cell) =>
        Blank().Replace(cell.Replace("\uFEFF", "", StringComparison.Ordinal), " ").Trim();

    private static TableBrokenException? Broken(Exception e, long row, TablesOptions bounds) =>
        e switch
        {
            TableBoundException bound => new(bound.Refusal, row, bound.Refusal),
            CsvRecordTooLargeException => new(new RowIsTooLong(), row, new RowTooLong(row, bounds.MaxRowCharacters)),
            CsvFormatException => new(new QuotesDoNotMatch(), row),
            InvalidDataException => new(new TableIsDamaged(), row),
            _ => null,
        };

    /// <summary>
    /// The candidate with the highest minimum of occurrences in the first 20 rows, outside quotes; a comma when all have 0.
    /// </summary>
    private static async Task<char> SniffAsync(Stream content, Encoding encoding, char quote, CancellationToken ct)
    {
        var start = content.Position;
        var buffer = new char[1 << 15];
        int read;
        using (var head = await StrictText.OpenAsync(content, encoding, ct))
            read = await head.ReadBlockAsync(buffer, ct);
        content.Position = start;
        var best = (Delimiter: ',', Least: 0);
        foreach (var candidate in (char[])[',', ';', '\t', '|'])
        {
            var least = LeastInRow(buffer.AsSpan(0, read), candidate, quote);
            if (least > best.Least)
                best = (candidate, least);
        }
        return best.Delimiter;
    }

    private static int LeastInRow(ReadOnlySpan<char> text, char candidate, char quote)
    {
        var (least, here, rows, quoted) = (int.MaxValue, 0, 0, false);
        foreach (var c in text)
        {
            if (c == quote)
                quoted = !quoted;
            else if (quoted)
                continue;
            else if (c == candidate)
                here++;
            else if (c == '\n')
            {
                least = Math.Min(least, here);
                here = 0;
                if (++rows == 20)
                    break;
            }
        }
        return rows == 0 ? here : least;
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blank();
}
