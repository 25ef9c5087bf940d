using System.Globalization;
using System.Text;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sylvan.Data.Csv;

namespace Governance.Consent;

/// <summary>One row that could not be taken.</summary>
/// <param name="Row">1-based data row; the header is row 0.</param>
public sealed record CsvProblem(long Row, string Column, string What, string Remedy);

/// <summary>What a file of consents would do, or did.</summary>
/// <param name="AlreadyThere">Rows that were recorded before, to the letter; taking a file twice adds nothing.</param>
public sealed record ConsentCsvReport(int Rows, int Added, int AlreadyThere, int SubjectsAdded, IReadOnlyList<CsvProblem> Problems, bool Applied);

/// <summary>
/// Consents from a CSV file, all or nothing: one wrong row and nothing is written, with every wrong row listed.
/// Columns: subject, purpose, state, effective_at; optional: kind, modalities, valid_until, notice, language, method.
/// </summary>
public sealed class ConsentCsv(
    IDbContextFactory<GovernanceDb> databases, ConsentRegistry registry, LedgerBook ledger, IOptions<TablesOptions> bounds, TimeProvider time)
{
    public const int MaxRows = 100_000;
    private const int MaxProblems = 200;
    private static readonly string[] Needed = ["subject", "purpose", "state", "effective_at"];

    /// <param name="apply">False: only say what would happen.</param>
    public async Task<Result<ConsentCsvReport>> ReadAsync(Actor actor, Stream content, bool apply, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Manage) is { } refusal) return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var purposes = await db.Set<Purpose>().ToDictionaryAsync(p => p.Code, p => p.Id, StringComparer.OrdinalIgnoreCase, ct);
        var subjects = await db.Set<Subject>().ToDictionaryAsync(s => s.Pseudonym, s => s.Id, StringComparer.Ordinal, ct);
        var known = (await db.Set<ConsentRecord>().Select(c => new { c.SubjectId, c.PurposeId, c.State, c.EffectiveAt }).ToListAsync(ct))
            .Select(c => (c.SubjectId, c.PurposeId, c.State, c.EffectiveAt)).ToHashSet();

        var problems = new List<CsvProblem>();
        int rows = 0, added = 0, there = 0, newSubjects = 0;
        try
        {
            using var text = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            await using var csv = await BoundedCsv.OpenAsync(text, new CsvDataReaderOptions(), bounds.Value, ct);
            var names = await csv.ReadAsync(ct) ? Enumerable.Range(0, csv.RowFieldCount).Select(i => (Name: csv.GetString(i).Trim(), Place: i)).ToList() : [];
            var columns = names.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Place, StringComparer.OrdinalIgnoreCase);
            foreach (var column in Needed.Where(c => !columns.ContainsKey(c)))
                problems.Add(new(0, column, $"The column “{column}” is missing.", $"The header must name {string.Join(", ", Needed)}."));
            if (problems.Count > 0) return new ConsentCsvReport(0, 0, 0, 0, problems, false);

            while (await csv.ReadAsync(ct) && problems.Count < MaxProblems)
            {
                if (++rows > MaxRows)
                {
                    problems.Add(new(rows, "", $"The file has more than {MaxRows} rows.", "Split it."));
                    break;
                }
                string Cell(string column) => columns.TryGetValue(column, out var i) && i < csv.RowFieldCount ? csv.GetString(i).Trim() : "";
                var row = ReadRow(Cell, rows, purposes, problems);
                if (row is null) continue;
                if (!subjects.TryGetValue(row.Pseudonym, out var subjectId))
                {
                    subjectId = registry.NewSubject(db, actor, row.Pseudonym, row.Kind).Id;
                    subjects[row.Pseudonym] = subjectId;
                    newSubjects++;
                }
                var consent = row.Consent with { SubjectId = subjectId };
                if (ConsentRegistry.Check(consent, time.GetUtcNow()) is { } wrong)
                {
                    problems.Add(new(rows, "", wrong.What, wrong.Remedy));
                }
                else if (!known.Add((subjectId, consent.PurposeId, consent.State, consent.EffectiveAt)))
                {
                    there++;
                }
                else
                {
                    registry.Add(db, actor, consent, rows);
                    added++;
                }
            }
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new(rows + 1, "", "The file is not UTF-8.", "Save it as “CSV UTF-8”."));
        }
        catch (TableBoundException bound)
        {
            problems.Add(new(rows, "", bound.Refusal.What, bound.Refusal.Remedy));
        }
        catch (CsvRecordTooLargeException)
        {
            var tooLong = new RowTooLong(rows + 1, bounds.Value.MaxRowCharacters);
            problems.Add(new(rows + 1, "", tooLong.What, tooLong.Remedy));
        }
        catch (CsvFormatException e)
        {
            problems.Add(new(rows + 1, "", $"The file breaks off as CSV: {e.Message}", "Check quotes and separators in this row."));
        }
        var applied = apply && problems.Count == 0;
        if (applied && added + newSubjects > 0)
        {
            ledger.Append(db, actor, "consents.imported", Guid.CreateVersion7(), new { rows, added, newSubjects });
            await db.SaveChangesAsync(ct);
        }
        return new ConsentCsvReport(rows, added, there, newSubjects, problems, applied);
    }

    private sealed record Row(string Pseudonym, SubjectKind Kind, NewConsent Consent);

    private static Row? ReadRow(Func<string, string> cell, long row, Dictionary<string, Guid> purposes, List<CsvProblem> problems)
    {
        var before = problems.Count;
        var pseudonym = cell("subject");
        if (!ConsentRegistry.IsPseudonym(pseudonym))
            problems.Add(new(row, "subject", $"“{pseudonym}” is no pseudonym.", "Use letters, digits, dots, hyphens, underscores."));
        if (!purposes.TryGetValue(cell("purpose"), out var purposeId))
            problems.Add(new(row, "purpose", $"There is no purpose “{cell("purpose")}”.", $"Known purposes: {string.Join(", ", purposes.Keys.Order(StringComparer.Ordinal))}."));
        var state = OneOf(cell("state"), ConsentState.Requested, "state", null);
        var kind = OneOf(cell("kind"), SubjectKind.Person, "kind", SubjectKind.Person);
        var method = OneOf(cell("method").Replace("-", "", StringComparison.Ordinal), ConsentMethod.WrittenForm, "method", ConsentMethod.WrittenForm);
        var modalities = Modalities.None;
        var words = cell("modalities");
        if (words.Length == 0) modalities = Modalities.All;
        foreach (var word in words.Split([';', '+', '|', ' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Enum.TryParse<Modality>(word, ignoreCase: true, out var one) && !char.IsDigit(word[0])) modalities |= one.AsSet();
            else problems.Add(new(row, "modalities", $"“{word}” is no modality.", "Use text, image, sensor, separated by semicolons."));
        }
        var from = Instant("effective_at");
        var until = cell("valid_until").Length == 0 ? null : Instant("valid_until");
        if (problems.Count > before) return null;
        return new(pseudonym, kind, new(Guid.Empty, purposeId, state, modalities, from!.Value, until,
            Or(cell("notice"), "unspecified"), Or(cell("language"), "und"), method));

        T OneOf<T>(string text, T fallback, string column, T? whenEmpty) where T : struct, Enum
        {
            if (text.Length == 0 && whenEmpty is { } value) return value;
            if (text.Length > 0 && !char.IsDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var parsed)) return parsed;
            problems.Add(new(row, column, $"“{text}” is no {column}.", $"Use one of {string.Join(", ", Enum.GetNames<T>().Select(KebabCase.From))}."));
            return fallback;
        }

        DateTimeOffset? Instant(string column)
        {
            var text = cell(column);
            // A time without a zone could mean two instants; a bare date means its first instant in UTC.
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var zoned = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 9;
            if (zoned && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                return instant.ToUniversalTime();
            problems.Add(new(row, column, $"“{text}” is no instant.", "Use ISO 8601 with its zone, such as 2026-03-14T09:30:00+01:00, or a date alone."));
            return null;
        }
    }

    private static string Or(string text, string otherwise) => text.Length == 0 ? otherwise : text;
}
