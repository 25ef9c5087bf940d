using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Sylvan.Data.Csv;

namespace Governance.Consent;

/// <summary>
/// Imports consents from a CSV file, all rows or none: with one invalid row nothing is written, and the invalid rows are listed.
/// <see cref="ConsentRows"/> describes the columns.
/// </summary>
public sealed class ConsentCsv(
    IDbContextFactory<GovernanceDb> databases,
    Consents consents,
    Tombstones tombstones,
    LedgerEntries ledger,
    IOptions<TablesOptions> bounds,
    TimeProvider time
)
{
    /// <summary>Maximum number of data rows in a file.</summary>
    public const int MaxRows = 100_000;
    private const int MaxProblems = 200;

    /// <summary>
    /// Checks a file and, if it has no errors, records its rows. Errors in the file are not a refusal: the report lists them.
    /// </summary>
    /// <param name="apply">False: check only, write nothing.</param>
    public async Task<Result<ConsentCsvReport>> ReadAsync(Actor actor, Stream content, bool apply, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Manage) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var purposes = await db.Set<Purpose>()
            .AsNoTracking()
            .ToDictionaryAsync(p => p.Code, p => p.Id, StringComparer.Ordinal, ct);
        var problems = new List<CsvProblem>();
        var rows = new ConsentRows(purposes, problems);
        var valid = new ValidRows(db, actor, consents, time.GetUtcNow());
        await valid.LoadAsync(await tombstones.ReadAsync(db, ct), ct);
        try
        {
            using var text = await StrictText.OpenAsync(content, ct);
            await using var csv = await BoundedCsv.OpenAsync(
                text,
                new CsvDataReaderOptions { Comment = StrictText.Never },
                bounds.Value,
                ct
            );
            if (!await csv.ReadAsync(ct) || !rows.Begin(Cells(csv)))
                return new ConsentCsvReport(0, 0, 0, 0, rows.OrEmpty(), false);
            while (problems.Count < MaxProblems && await csv.ReadAsync(ct))
            {
                if (rows.Next(Cells(csv)) is { } row && valid.Add(row, rows.Row) is { } wrong)
                    problems.Add(new(rows.Row, "", wrong.What, wrong.Remedy));
                if (rows.Row <= MaxRows)
                    continue;
                problems.Add(new(rows.Row, "", $"The file has more than {MaxRows} rows.", "Split the file."));
                break;
            }
        }
        catch (TableBoundException bound)
        {
            problems.Add(new(rows.Row, "", bound.Refusal.What, bound.Refusal.Remedy));
        }
        catch (CsvRecordTooLargeException)
        {
            var tooLong = new RowTooLong(rows.Row + 1, bounds.Value.MaxRowCharacters);
            problems.Add(new(rows.Row + 1, "", tooLong.What, tooLong.Remedy));
        }
        catch (CsvFormatException)
        {
            problems.Add(
                new(
                    rows.Row + 1,
                    "",
                    "The CSV is malformed at this row.",
                    "Check the quotes and the separators in this row."
                )
            );
        }
        var applied = apply && problems.Count == 0;
        if (applied && valid.Added + valid.Subjects > 0)
        {
            ledger.Append(
                db,
                actor,
                "consents.imported",
                Guid.CreateVersion7(),
                new
                {
                    rows = rows.Row,
                    added = valid.Added,
                    newSubjects = valid.Subjects,
                }
            );
            await db.SaveChangesAsync(ct);
        }
        return new ConsentCsvReport(rows.Row, valid.Added, valid.AlreadyThere, valid.Subjects, problems, applied);
    }

    private static IReadOnlyList<string> Cells(CsvDataReader csv) =>
        [.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)];

    /// <summary>The valid rows, added to one context that saves all of them or none.</summary>
    private sealed class ValidRows(GovernanceDb db, Actor actor, Consents consents, DateTimeOffset now)
    {
        private Dictionary<string, Guid> _subjects = [];
        private HashSet<NewConsent> _known = [];
        private TombstoneSet? _erased;

        public int Added { get; private set; }
        public int AlreadyThere { get; private set; }
        public int Subjects { get; private set; }

        public async Task LoadAsync(TombstoneSet erased, CancellationToken ct)
        {
            _erased = erased;
            _subjects = await db.Set<Subject>()
                .AsNoTracking()
                .ToDictionaryAsync(s => s.Pseudonym, s => s.Id, StringComparer.Ordinal, ct);
            _known = await db.Set<ConsentRecord>()
                .AsNoTracking()
                .Select(c => new NewConsent(
                    c.SubjectId,
                    c.PurposeId,
                    c.State,
                    c.Modalities,
                    c.EffectiveAt,
                    c.ValidUntil,
                    c.Notice,
                    c.Language,
                    c.Method
                ))
                .ToHashSetAsync(ct);
        }

        /// <summary>Adds a row; null when it was added or had been recorded before.</summary>
        public Refusal? Add(ConsentRow row, int place)
        {
            var known = _subjects.TryGetValue(row.Pseudonym, out var subjectId);
            var consent = row.Consent with { SubjectId = subjectId };
            if (Consents.Check(consent, now) is { } wrong)
                return wrong;
            // A row that was recorded before the erasure adds nothing, so a file can be sent again.
            if (_erased!.Contains(row.Pseudonym) && !_known.Contains(consent))
                return new SubjectErased();
            if (!known)
            {
                consent = consent with { SubjectId = consents.NewSubject(db, actor, row.Pseudonym, row.Kind).Id };
                _subjects[row.Pseudonym] = consent.SubjectId;
                Subjects++;
            }
            if (!_known.Add(consent))
            {
                AlreadyThere++;
                return null;
            }
            consents.Add(db, actor, consent, place);
            Added++;
            return null;
        }
    }
}
