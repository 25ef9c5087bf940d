using System.Text.RegularExpressions;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>The door to subjects, purposes and consent records.</summary>
public sealed partial class Consents(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    Tombstones tombstones,
    TimeProvider time
)
{
    /// <summary>A consent that ends within this time is listed as ending soon.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Returns the purpose with a code, or refuses with the known codes.</summary>
    /// <param name="field">The member or parameter that has the code, for the refusal.</param>
    internal static async Task<Result<Purpose>> PurposeAsync(
        GovernanceDb db,
        string field,
        string? code,
        CancellationToken ct
    )
    {
        if (string.IsNullOrEmpty(code))
            return new TextMissing(field);
        if (TextRule.Check(field, code) is { } unfit)
            return unfit;
        if (await db.Set<Purpose>().AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, ct) is { } purpose)
            return purpose;
        return new UnknownName(
            field,
            code,
            new("the code of a purpose", await db.Set<Purpose>().Select(p => p.Code).ToListAsync(ct))
        );
    }

    /// <summary>Returns all purposes, by code.</summary>
    public async Task<IReadOnlyList<Purpose>> PurposesAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Purpose>().AsNoTracking().OrderBy(p => p.Code).ToListAsync(ct);
    }

    /// <summary>Adds a purpose. Refused: an invalid or known code, or a missing title or description.</summary>
    public async Task<Result<Purpose>> AddPurposeAsync(
        Actor actor,
        string code,
        string title,
        string description,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Manage) is { } refusal)
            return refusal;
        code = code.Trim();
        if (!PurposeCode().IsMatch(code))
            return new PurposeCodeUnusable(code);
        if (string.IsNullOrWhiteSpace(title))
            return new TextMissing("title");
        if (string.IsNullOrWhiteSpace(description))
            return new TextMissing("description");
        if (TextRule.Check(("title", title.Trim(), 120), ("description", description.Trim(), 2000)) is { } unfit)
            return unfit;
        await using var db = await databases.CreateDbContextAsync(ct);
        var purpose = new Purpose
        {
            Code = code,
            Title = title.Trim(),
            Description = description.Trim(),
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(purpose);
        ledger.Append(
            db,
            actor,
            "purpose.added",
            purpose.Id,
            new
            {
                purpose.Code,
                purpose.Title,
                purpose.Description,
            }
        );
        if (await db.TrySaveAsync(new PurposeCodeTaken(code), ct) is { } unsaved)
            return unsaved;
        return purpose;
    }

    /// <summary>Adds a subject. Refused: an invalid or known pseudonym, or that of an erased subject.</summary>
    public async Task<Result<Subject>> AddSubjectAsync(
        Actor actor,
        string pseudonym,
        SubjectKind kind,
        string? note,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Manage) is { } refusal)
            return refusal;
        pseudonym = pseudonym.Trim();
        if (!IsPseudonym(pseudonym))
            return new PseudonymUnusable(pseudonym);
        if (TextRule.Check("note", note, 500) is { } unfit)
            return unfit;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await tombstones.FindAsync(db, pseudonym, ct) is not null)
            return new SubjectErased();
        var subject = NewSubject(db, actor, pseudonym, kind, note);
        if (await db.TrySaveAsync(new PseudonymTaken(pseudonym), ct) is { } unsaved)
            return unsaved;
        return subject;
    }

    /// <summary>Adds a subject and its ledger entry to the caller's context; the pseudonym must be valid and new.</summary>
    /// <param name="entry">Kind of the ledger entry; imports use their own.</param>
    public Subject NewSubject(
        GovernanceDb db,
        Actor actor,
        string pseudonym,
        SubjectKind kind,
        string? note = null,
        string entry = "subject.added"
    )
    {
        var subject = new Subject
        {
            Pseudonym = pseudonym,
            Kind = kind,
            Note = note,
            CreatedAt = time.GetUtcNow(),
        };
        db.Add(subject);
        ledger.Append(db, actor, entry, subject.Id, new { kind }, new PersonalFact("pseudonym", pseudonym, subject.Id));
        return subject;
    }

    /// <summary>
    /// Checks a pseudonym: 1 to 80 letters, digits, dots, hyphens or underscores, beginning with a letter or digit. No spaces,
    /// so that it cannot be a full name.
    /// </summary>
    public static bool IsPseudonym(string text) => Pseudonym().IsMatch(text);

    /// <summary>
    /// Records a consent event. Refused: an unknown subject or purpose, invalid times, modalities or texts, or an erased subject,
    /// whose new consent <see cref="ReadmitAsync"/> records.
    /// </summary>
    public async Task<Result<ConsentRecord>> RecordAsync(Actor actor, NewConsent consent, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Manage) is { } refusal)
            return refusal;
        if (Check(consent, time.GetUtcNow()) is { } wrong)
            return wrong;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync(Withdrawals.LockOf(consent.SubjectId), ct);
        if (await MissingAsync(db, consent, ct) is { } missing)
            return missing;
        var pseudonym = await PseudonymAsync(db, consent.SubjectId, ct);
        if (await tombstones.FindAsync(db, pseudonym!, ct) is not null)
            return new SubjectErased();
        var record = Add(db, actor, consent);
        return await change.CommitAsync(ct) is { } unsaved ? unsaved : record;
    }

    /// <summary>Returns the first error of a consent event; null when it is valid.</summary>
    internal static Refusal? Check(NewConsent consent, DateTimeOffset now)
    {
        if (consent.EffectiveAt.Year < 1900)
            return new ConsentInstantUnusable(consent.EffectiveAt);
        if (consent.ValidUntil is { Year: > 9998 } end)
            return new ConsentInstantUnusable(end);
        if (consent.EffectiveAt > now)
            return new ConsentInTheFuture(consent.EffectiveAt);
        if (consent.ValidUntil <= consent.EffectiveAt)
            return new ConsentEndsBeforeItBegins(consent.EffectiveAt, consent.ValidUntil.Value);
        if (consent.Modalities == Modalities.None)
            return new ConsentWithoutModality();
        if (string.IsNullOrWhiteSpace(consent.Notice))
            return new TextMissing("notice");
        if (string.IsNullOrWhiteSpace(consent.Language))
            return new TextMissing("language");
        return TextRule.Check(("notice", consent.Notice.Trim(), 200), ("language", consent.Language.Trim(), 35));
    }

    /// <summary>Adds the record and its ledger entry to the caller's context.</summary>
    /// <param name="place">Position among the records of the same save; a higher one counts as arrived later.</param>
    internal ConsentRecord Add(GovernanceDb db, Actor actor, NewConsent consent, int place = 0)
    {
        var record = new ConsentRecord
        {
            // Rows of one save are inserted in the order of their ids, which determines their sequence.
            Id = Guid.CreateVersion7(time.GetUtcNow().AddMilliseconds(place)),
            SubjectId = consent.SubjectId,
            PurposeId = consent.PurposeId,
            State = consent.State,
            Modalities = consent.Modalities,
            EffectiveAt = consent.EffectiveAt.ToUniversalTime(),
            ValidUntil = consent.ValidUntil?.ToUniversalTime(),
            Notice = consent.Notice.Trim(),
            Language = consent.Language.Trim(),
            Method = consent.Method,
            Recorded = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(record);
        ledger.Append(
            db,
            actor,
            "consent.recorded",
            record.Id,
            new
            {
                record.PurposeId,
                record.State,
                Modalities = (short)record.Modalities,
                record.EffectiveAt,
                record.ValidUntil,
                record.Notice,
                record.Language,
                record.Method,
            },
            new PersonalFact("subject", record.SubjectId.ToString(), record.SubjectId)
        );
        return record;
    }

    /// <summary>Returns a subject; null when there is none with this id.</summary>
    public async Task<Subject?> FindSubjectAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Subject>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == subjectId, ct);
    }

    /// <summary>Returns all consent records of a subject, newest first.</summary>
    public async Task<IReadOnlyList<ConsentRecord>> HistoryAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ConsentRecord>()
            .AsNoTracking()
            .Where(c => c.SubjectId == subjectId)
            .OrderByDescending(c => c.EffectiveAt)
            .ThenByDescending(c => c.Sequence)
            .ToListAsync(ct);
    }

    /// <summary>
    /// Lists subjects by pseudonym, each with its effective record for every purpose at <paramref name="at"/> (null = now).
    /// </summary>
    public async Task<GridPage<SubjectRow>> SubjectsAsync(
        string? search,
        DateTimeOffset? at,
        int skip,
        int take,
        CancellationToken ct,
        StandingFilter? standing = null
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var instant = at ?? time.GetUtcNow();
        var subjects = db.Set<Subject>().AsNoTracking();
        // PostgreSQL rejects such text as a parameter, and no pseudonym contains it.
        if (search is not null && TextRule.Fault(search) is not null)
            return new([], 0);
        if (!string.IsNullOrWhiteSpace(search))
            subjects = subjects.Where(s => EF.Functions.ILike(s.Pseudonym, $"%{Like.Escape(search.Trim())}%", "\\"));
        if (standing is not null)
            subjects = subjects.Where(db, standing, instant);
        var total = await subjects.CountAsync(ct);
        var page = await subjects
            .OrderBy(s => s.Pseudonym)
            .Skip(Math.Max(0, skip))
            .Take(Cursor.Size(take))
            .ToListAsync(ct);
        var ids = page.Select(s => s.Id).ToArray();
        var consents = await ConsentGate
            .EffectiveEverywhere(db, instant)
            .Where(c => ids.Contains(c.SubjectId))
            .ToListAsync(ct);
        var bySubject = consents.ToLookup(c => c.SubjectId);
        return new([.. page.Select(s => new SubjectRow(s, [.. bySubject[s.Id]]))], total);
    }

    /// <summary>Counts the consents that permit now and end within <see cref="Soon"/>.</summary>
    public async Task<int> EndingSoonAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        return await ConsentGate.EffectiveEverywhere(db, now).InStanding(Standing.EndsSoon, now).CountAsync(ct);
    }

    /// <summary>Counts the consent withdrawals recorded since a time.</summary>
    public async Task<int> WithdrawnSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ConsentRecord>()
            .CountAsync(c => c.State == ConsentState.Withdrawn && c.Recorded.At >= since, ct);
    }

    /// <summary>
    /// Withdraws the valid consent for a purpose from now on, without erasing data. Notice, language and modalities are copied
    /// from the withdrawn record. Refused when there is no valid consent.
    /// </summary>
    public async Task<Result<ConsentRecord>> WithdrawAsync(
        Actor actor,
        Guid subjectId,
        Guid purposeId,
        ConsentMethod method,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Manage) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        await change.LockAsync(Withdrawals.LockOf(subjectId), ct);
        var now = time.GetUtcNow();
        var counts = await ConsentGate
            .Effective(db, purposeId, now)
            .SingleOrDefaultAsync(c => c.SubjectId == subjectId, ct);
        if (counts is not { Permits: true })
            return new NothingToWithdraw();
        var given = await db.Set<ConsentRecord>().AsNoTracking().SingleAsync(c => c.Id == counts.RecordId, ct);
        var record = Add(
            db,
            actor,
            new(
                subjectId,
                purposeId,
                ConsentState.Withdrawn,
                given.Modalities,
                now,
                null,
                given.Notice,
                given.Language,
                method
            )
        );
        return await change.CommitAsync(ct) is { } unsaved ? unsaved : record;
    }

    /// <summary>Lists consent records, the most recently recorded first; null = of all subjects or purposes.</summary>
    public async Task<Result<Page<ConsentRecord>>> RecordsAsync(
        Guid? subjectId,
        Guid? purposeId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var records = db.Set<ConsentRecord>().AsNoTracking();
        if (subjectId is not null)
            records = records.Where(c => c.SubjectId == subjectId);
        if (purposeId is not null)
            records = records.Where(c => c.PurposeId == purposeId);
        return await records.ToPageAsync(c => c.Sequence, new(cursor, size), ct);
    }

    // \z, because “$” also matches before a final line break.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\z")]
    private static partial Regex Pseudonym();

    [GeneratedRegex(@"^[a-z][a-z0-9-]{1,59}\z")]
    private static partial Regex PurposeCode();
}
