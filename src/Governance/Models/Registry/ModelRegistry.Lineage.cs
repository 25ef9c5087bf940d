using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>Traces the path between samples, versions and aliases in both directions.</summary>
public sealed partial class ModelRegistry
{
    /// <summary>Lists the model versions that were trained or tested on a sample, newest first.</summary>
    public async Task<Result<IReadOnlyList<TaughtVersion>>> TaughtBySampleAsync(
        Actor actor,
        Guid sampleId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of(
            await TaughtAsync(db, await PlacesAsync(db, db.Set<Sample>().Where(s => s.Id == sampleId), ct), ct)
        );
    }

    /// <summary>
    /// Lists the model versions that were trained or tested on any sample of a subject, erased samples included, newest first.
    /// </summary>
    public async Task<Result<IReadOnlyList<TaughtVersion>>> TaughtBySubjectAsync(
        Actor actor,
        Guid subjectId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawals = db.Set<Withdrawal>().Where(w => w.SubjectId == subjectId).Select(w => w.Id);
        return Result.Of(
            await TaughtAsync(
                db,
                [
                    .. await PlacesAsync(db, db.Set<Sample>().Where(s => s.SubjectId == subjectId), ct),
                    .. await WithdrawnPlacesAsync(db, withdrawals, ct),
                ],
                ct
            )
        );
    }

    /// <summary>
    /// Lists the model versions that contain samples whose references a withdrawal cleared, newest first. The record stays when the
    /// samples are erased.
    /// </summary>
    public async Task<Result<IReadOnlyList<TaughtVersion>>> TaughtByWithdrawalAsync(
        Actor actor,
        Guid withdrawalId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawals = db.Set<Withdrawal>().Where(w => w.Id == withdrawalId).Select(w => w.Id);
        if (!await withdrawals.AnyAsync(ct))
            return new NotFound("withdrawal", withdrawalId.ToString());
        return Result.Of(await TaughtAsync(db, await WithdrawnPlacesAsync(db, withdrawals, ct), ct));
    }

    /// <summary>Traces an alias back to its version, its data and the number of subjects that it learned from.</summary>
    public async Task<Result<AliasLineage>> BehindAsync(Actor actor, string name, string alias, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from one in db.Set<ModelAlias>().AsNoTracking()
            where one.Name == alias
            join model in db.Set<Model>() on one.ModelId equals model.Id
            where model.Name == name
            join version in db.Set<ModelVersion>() on one.VersionId equals version.Id
            select new { model, version }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return new NotFound("alias", $"{name}/{alias}");
        var row = await RowAsync(db, found.model, found.version, ct);
        var behind = Behind(db, found.version);
        var permitted = ConsentGate.Permitted(db, found.version.PurposeId, time.GetUtcNow());
        var subjects = await behind.CountAsync(ct);
        return new AliasLineage(
            name,
            alias,
            row,
            found.version.ManifestDigest,
            subjects,
            await behind.CountAsync(s => permitted.Any(c => c.SubjectId == s.Id), ct)
        );
    }

    /// <summary>
    /// Lists the subjects that a version learned from, with their effective consent, by pseudonym. Erased subjects cannot be
    /// listed; the cover counts their samples.
    /// </summary>
    public async Task<Result<GridPage<ConsentBehind>>> ConsentsBehindAsync(
        Actor actor,
        Guid versionId,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if ((actor.Lacks(ModelsPolicies.Read) ?? actor.Lacks(ConsentPolicies.Read)) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct);
        if (version is null)
            return new NotFound("model version", versionId.ToString());
        var subjects = Behind(db, version);
        var page = await subjects
            .OrderBy(s => s.Pseudonym)
            .ThenBy(s => s.Id)
            .Skip(Math.Max(0, skip))
            .Take(Cursor.Size(take))
            .ToListAsync(ct);
        var ids = page.Select(s => s.Id).ToArray();
        var samples = await Learned(db, versionId)
            .Where(s => ids.Contains(s.SubjectId))
            .GroupBy(s => s.SubjectId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var consents = await ConsentGate
            .Effective(db, version.PurposeId, time.GetUtcNow())
            .Where(c => ids.Contains(c.SubjectId))
            .ToDictionaryAsync(c => c.SubjectId, ct);
        return new GridPage<ConsentBehind>(
            [
                .. page.Select(subject =>
                {
                    var consent = consents.GetValueOrDefault(subject.Id);
                    return new ConsentBehind(
                        subject.Id,
                        subject.Pseudonym,
                        samples.GetValueOrDefault(subject.Id),
                        consent?.State,
                        consent?.Permits ?? false,
                        consent?.EffectiveAt,
                        consent?.ValidUntil,
                        consent?.RecordId
                    );
                }),
            ],
            await subjects.CountAsync(ct)
        );
    }

    private static IQueryable<Sample> Learned(GovernanceDb db, Guid versionId) =>
        db.Set<Sample>()
            .Where(s =>
                db.Set<ModelVersionSample>()
                    .Any(p => p.VersionId == versionId && p.Role != SampleRole.Test && p.SampleId == s.Id)
            );

    private static IQueryable<Subject> Behind(GovernanceDb db, ModelVersion version)
    {
        var learned = Learned(db, version.Id);
        return db.Set<Subject>().AsNoTracking().Where(s => learned.Any(one => one.SubjectId == s.Id));
    }

    /// <summary>Samples in one part of a version.</summary>
    private sealed record Place(Guid VersionId, SampleRole Role, int Count, bool Withdrawn);

    private static async Task<List<Place>> PlacesAsync(
        GovernanceDb db,
        IQueryable<Sample> samples,
        CancellationToken ct
    )
    {
        var counts = await (
            from place in db.Set<ModelVersionSample>()
            join sample in samples on place.SampleId equals (Guid?)sample.Id
            group place by new { place.VersionId, place.Role } into g
            select new
            {
                g.Key.VersionId,
                g.Key.Role,
                Count = g.Count(),
            }
        ).ToListAsync(ct);
        return [.. counts.Select(c => new Place(c.VersionId, c.Role, c.Count, Withdrawn: false))];
    }

    private static async Task<List<Place>> WithdrawnPlacesAsync(
        GovernanceDb db,
        IQueryable<Guid> withdrawals,
        CancellationToken ct
    )
    {
        var records = await db.Set<LearnedFromWithdrawn>()
            .AsNoTracking()
            .Where(l => withdrawals.Contains(l.WithdrawalId))
            .ToListAsync(ct);
        return [.. records.Select(l => new Place(l.VersionId, l.Role, l.Samples, Withdrawn: true))];
    }

    private static async Task<IReadOnlyList<TaughtVersion>> TaughtAsync(
        GovernanceDb db,
        IReadOnlyList<Place> groups,
        CancellationToken ct
    )
    {
        var ids = groups.Select(g => g.VersionId).Distinct().ToArray();
        var versions = await (
            from version in db.Set<ModelVersion>()
            where ids.Contains(version.Id)
            join model in db.Set<Model>() on version.ModelId equals model.Id
            select new
            {
                version.Id,
                version.Number,
                version.State,
                model.Name,
            }
        ).ToListAsync(ct);
        var aliases = (
            await db.Set<ModelAlias>()
                .Where(a => ids.Contains(a.VersionId))
                .Select(a => new { a.VersionId, a.Name })
                .ToListAsync(ct)
        ).ToLookup(a => a.VersionId, a => a.Name);
        return
        [
            .. versions
                .OrderByDescending(v => v.Id)
                .Select(v => new TaughtVersion(
                    v.Name,
                    v.Number,
                    v.Id,
                    v.State,
                    groups.Where(g => g.VersionId == v.Id).Sum(g => g.Count),
                    [.. groups.Where(g => g.VersionId == v.Id).Select(g => g.Role).Distinct().Order()],
                    [.. aliases[v.Id].Order(StringComparer.Ordinal)]
                )
                {
                    Withdrawn = groups.Where(g => g.VersionId == v.Id && g.Withdrawn).Sum(g => g.Count),
                }),
        ];
    }
}
