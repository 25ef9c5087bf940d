using System.Globalization;
using System.Text.RegularExpressions;
using Governance.Platform;

namespace Governance.Consent;

/// <summary>
/// Reads the rows of a consent file and collects their errors. Columns: subject, purpose, state,
/// modalities, effective_at; optional: kind, valid_until, notice, language, method. Columns without a name are ignored.
/// </summary>
internal sealed partial class ConsentRows(IReadOnlyDictionary<string, Guid> purposes, List<CsvProblem> problems)
{
    private const string Subject = "subject",
        Purpose = "purpose",
        State = "state",
        Modality = "modalities",
        From = "effective_at";
    private const string Kind = "kind",
        Until = "valid_until",
        Notice = "notice",
        Language = "language",
        Method = "method",
        All = "all";
    private static readonly string[] Needed = [Subject, Purpose, State, Modality, From];
    private static readonly KnownNames Columns = new(
        "a column of this file",
        [.. Needed, Kind, Until, Notice, Language, Method]
    );
    private static readonly KnownNames ModalityNames = new(
        "a modality",
        [.. Modalities.All.Each().Select(m => m.Word()), All]
    );

    private readonly KnownNames _purposes = new("the code of a purpose", purposes.Keys);
    private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string> _cells = [];
    private int _width;

    /// <summary>1-based data row; 0 while only the header has been read.</summary>
    public int Row { get; private set; }

    /// <summary>Reads the header; false when it has errors.</summary>
    public bool Begin(IReadOnlyList<string> header)
    {
        _width = header.Count;
        for (var i = 0; i < header.Count; i++)
        {
            if (StrictText.Check("header", header[i]) is { } unfit)
            {
                Note("", unfit);
                continue;
            }
            var name = header[i].Replace("\uFEFF", "", StringComparison.Ordinal).Trim();
            if (name.Length == 0)
                continue;
            if (_places.TryAdd(name, i))
                Note(name, Columns.Check("header", name.ToLowerInvariant()));
            else
                Note(name, $"The header names the column “{name}” twice.", "Keep one of them, or rename the other.");
        }
        foreach (var column in Needed.Where(c => !_places.ContainsKey(c)))
            Note(column, $"The column “{column}” is missing.", $"The header must name {string.Join(", ", Needed)}.");
        return problems.Count == 0;
    }

    /// <summary>Returns the errors of the header, or one for an empty file.</summary>
    public IReadOnlyList<CsvProblem> OrEmpty()
    {
        if (problems.Count == 0)
            Note("", "The file is empty.", $"Its first row must name {string.Join(", ", Needed)}.");
        return problems;
    }

    /// <summary>Reads the next row; null when it has errors or all of its cells are blank.</summary>
    public ConsentRow? Next(IReadOnlyList<string> cells)
    {
        (_cells, Row) = (cells, Row + 1);
        if (cells.All(string.IsNullOrWhiteSpace))
            return null;
        var before = problems.Count;
        foreach (var (column, place) in _places)
            if (place < cells.Count)
                Note(column, StrictText.Check(column, cells[place]));
        if (cells.Skip(_width).Any(c => !string.IsNullOrWhiteSpace(c)))
            Note(
                "",
                $"The row has {cells.Count} cells, but the header has {_width}.",
                "Put text that contains a comma in quotes."
            );
        if (problems.Count > before)
            return null;

        if (!Consents.IsPseudonym(Cell(Subject)))
            Note(Subject, new PseudonymUnusable(Cell(Subject)));
        Note(Purpose, _purposes.Check(Purpose, Cell(Purpose)));
        var state = OneOf<ConsentState>(State, null);
        var kind = OneOf<SubjectKind>(Kind, SubjectKind.Person);
        var method = OneOf<ConsentMethod>(Method, ConsentMethod.WrittenForm);
        var modalities = ReadModalities();
        var from = Instant(From);
        var until = Cell(Until).Length == 0 ? null : Instant(Until);
        if (problems.Count > before)
            return null;
        return new(
            Cell(Subject),
            kind,
            new(
                Guid.Empty,
                purposes[Cell(Purpose)],
                state,
                modalities,
                from!.Value,
                until,
                Or(Cell(Notice), "unspecified"),
                Or(Cell(Language), "und"),
                method
            )
        );
    }

    private string Cell(string column) =>
        _places.TryGetValue(column, out var at) && at < _cells.Count ? _cells[at].Trim() : "";

    private Modalities ReadModalities()
    {
        var words = Cell(Modality)
            .ToLowerInvariant()
            .Split([';', '+', '|', ' ', ','], StringSplitOptions.RemoveEmptyEntries);
        // An empty cell must not widen the consent.
        if (words.Length == 0)
            Note(
                Modality,
                "The row names no modality.",
                "List the modalities that the consent covers, such as text;image, or all."
            );
        var covered = Modalities.None;
        foreach (var word in words)
        {
            Note(Modality, ModalityNames.Check(Modality, word));
            covered |= word == All ? Modalities.All : Modalities.All.Each().Where(m => m.Word() == word).AsSet();
        }
        return covered;
    }

    private T OneOf<T>(string column, T? whenEmpty)
        where T : struct, Enum
    {
        var text = Cell(column);
        if (text.Length == 0 && whenEmpty is { } value)
            return value;
        foreach (var one in Enum.GetValues<T>())
            if (
                one.ToString()
                    .Equals(text.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            )
                return one;
        Note(
            column,
            new KnownNames($"a value of “{column}”", Enum.GetNames<T>().Select(KebabCase.From)).Check(column, text)
        );
        return default;
    }

    private DateTimeOffset? Instant(string column)
    {
        var text = Cell(column);
        // A time without a zone and a date such as 07/09 are ambiguous, so both are refused; a date alone means 00:00 UTC.
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (
            Iso().IsMatch(text)
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var instant
            )
        )
            // Microseconds, as the database stores them, so that importing a file twice finds its rows.
            return instant.ToUniversalTime() is var utc
                ? utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond))
                : null;
        Note(
            column,
            $"“{TextRule.Shown(text, 40)}” is not a valid time.",
            "Use ISO 8601 with a time zone, such as 2026-03-14T09:30:00+01:00, or a date only."
        );
        return null;
    }

    private void Note(string column, Refusal? refusal)
    {
        if (refusal is not null)
            Note(column, refusal.What, refusal.Remedy);
    }

    private void Note(string column, string what, string remedy) => problems.Add(new(Row, column, what, remedy));

    private static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)? ?([Zz]|[+-][0-9]{2}:?[0-9]{2})\z"
    )]
    private static partial Regex Iso();
}
