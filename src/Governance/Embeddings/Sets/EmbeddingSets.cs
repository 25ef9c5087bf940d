using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <summary>The door to embedding sets: start, list and preview embedding runs, and find similar samples.</summary>
public sealed partial class EmbeddingSets(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>
    /// Starts one run for each encoder. If a run of the same encoder, version and purpose is queued or running, its set is
    /// returned instead.
    /// </summary>
    /// <param name="encoderIds">At most one for each modality.</param>
    public async Task<Result<IReadOnlyList<EmbeddingSetRow>>> StartAsync(
        Actor actor,
        Guid versionId,
        string purposeCode,
        IReadOnlyCollection<Guid> encoderIds,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EmbeddingsPolicies.Run) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var usable = await DatasetVersions.UsableAsync(db, versionId, ct);
        if (!usable.Ok)
            return usable.Refusal;
        var version = usable.Value;
        var named = await Consents.PurposeAsync(db, "purpose", purposeCode, ct);
        if (!named.Ok)
            return named.Refusal;
        var purpose = named.Value;
        var chosen = await ChosenAsync(db, encoderIds, ct);
        if (!chosen.Ok)
            return chosen.Refusal;
        if (
            !await ConsentCoverQuery
                .Permitted(db, SamplesOf(db, versionId), purpose.Id, Modalities.None, time.GetUtcNow())
                .AnyAsync(ct)
        )
            return new NothingPermitted(purpose.Code);

        var started = new List<EmbeddingSetRow>();
        var fresh = new List<Run>();
        foreach (var encoder in chosen.Value)
        {
            if (await OnItsWayAsync(db, encoder.Id, versionId, purpose.Id, ct) is { } running)
            {
                started.Add(new(running.Set, encoder.Name, encoder.Dimension, purpose.Code, running.Run));
                continue;
            }
            var (set, run) = Rows(db, actor, version, purpose, encoder);
            db.Add(set);
            ledger.Append(
                db,
                actor,
                "embedding.started",
                set.Id,
                new
                {
                    version = versionId,
                    version.ManifestDigest,
                    purpose = purpose.Id,
                    encoder = encoder.Id,
                    encoderDigest = encoder.Digest,
                    run = run.Id,
                }
            );
            started.Add(new(set, encoder.Name, encoder.Dimension, purpose.Code, run));
            fresh.Add(run);
        }
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        foreach (var run in fresh)
            runs.Enqueue(run);
        return started;
    }

    /// <summary>Lists the sets of a version, newest first.</summary>
    public async Task<Result<IReadOnlyList<EmbeddingSetRow>>> SetsAsync(
        Actor actor,
        Guid versionId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Rows(db, db.Set<EmbeddingSet>().AsNoTracking().Where(s => s.VersionId == versionId))
            .Take(Cursor.MaxPageSize)
            .ToListAsync(ct);
    }

    /// <summary>Lists the sets of all versions or of one, newest first.</summary>
    public async Task<Result<Page<EmbeddingSetRow>>> ListAsync(
        Actor actor,
        Guid? versionId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var sets = db.Set<EmbeddingSet>().AsNoTracking();
        if (versionId is { } version)
            sets = sets.Where(s => s.VersionId == version);
        return await sets.ToPageAsync(s => s.Id, new(cursor, size), some => Rows(db, some), r => r.Set.Id, ct);
    }

    /// <summary>A set with its run.</summary>
    public async Task<Result<EmbeddingSetRow>> FindAsync(Actor actor, Guid setId, CancellationToken ct)
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<EmbeddingSet>().AsNoTracking().Where(s => s.Id == setId))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("embedding run", setId.ToString()) : row;
    }

    /// <summary>How many samples a run can embed now, by modality, according to the consent gate that the run asks.</summary>
    public async Task<Result<IReadOnlyList<EmbeddingOutlook>>> OutlookAsync(
        Actor actor,
        Guid versionId,
        string purposeCode,
        CancellationToken ct
    )
    {
        if (actor.Lacks(EmbeddingsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var named = await Consents.PurposeAsync(db, "purpose", purposeCode, ct);
        if (!named.Ok)
            return named.Refusal;
        var purpose = named.Value;
        var outlook = new List<EmbeddingOutlook>();
        foreach (var modality in Enum.GetValues<Modality>())
        {
            var needed = modality.AsSet();
            var having = SamplesOf(db, versionId).Where(s => (s.Present & needed) == needed);
            var cover = await ConsentCoverQuery.OfAsync(
                db,
                having,
                (purpose.Id, purpose.Code),
                needed,
                time.GetUtcNow(),
                ct
            );
            outlook.Add(new(modality, cover.Total, cover));
        }
        return outlook;
    }

    internal static IQueryable<Sample> SamplesOf(GovernanceDb db, Guid versionId) =>
        db.Set<Sample>().Where(s => db.Set<VersionSample>().Any(v => v.VersionId == versionId && v.SampleId == s.Id));

    private static async Task<Result<IReadOnlyList<Encoder>>> ChosenAsync(
        GovernanceDb db,
        IReadOnlyCollection<Guid> ids,
        CancellationToken ct
    )
    {
        if (ids.Count == 0)
            return new NoEncoderChosen();
        var distinct = ids.Distinct().ToArray();
        var encoders = await db.Set<Encoder>().AsNoTracking().Where(e => distinct.Contains(e.Id)).ToListAsync(ct);
        foreach (var id in distinct)
            if (encoders.All(e => e.Id != id))
                return new NotFound("encoder", id.ToString());
        foreach (var encoder in encoders)
        {
            if (encoder.State == EncoderState.Retired)
                return new EncoderIsRetired(encoder.Name);
            if (encoders.Count(e => e.Modality == encoder.Modality) > 1)
                return new TwoEncodersOfAModality(encoder.Modality);
        }
        // Modalities are stored as words, so this order (text, image, sensor) does not exist in the database.
        return Result.Of<IReadOnlyList<Encoder>>([.. encoders.OrderBy(e => e.Modality)]);
    }

    private static async Task<SetInProgress?> OnItsWayAsync(
        GovernanceDb db,
        Guid encoderId,
        Guid versionId,
        Guid purposeId,
        CancellationToken ct
    ) =>
        await (
            from set in db.Set<EmbeddingSet>().AsNoTracking()
            where
                set.EncoderId == encoderId
                && set.VersionId == versionId
                && set.PurposeId == purposeId
                && set.FinishedAt == null
            join run in db.Set<Run>() on set.RunId equals run.Id
            where run.State == RunState.Queued || run.State == RunState.Running
            orderby set.Id descending
            select new SetInProgress(set, run)
        ).FirstOrDefaultAsync(ct);

    private sealed record SetInProgress(EmbeddingSet Set, Run Run);

    private (EmbeddingSet, Run) Rows(
        GovernanceDb db,
        Actor actor,
        DatasetVersion version,
        Purpose purpose,
        Encoder encoder
    )
    {
        var setId = Guid.CreateVersion7();
        var run = runs.Add(
            db,
            actor,
            new(EmbedJob.Kind, new EmbeddingTitle(encoder.Modality, version.Name), setId, version.DatasetId, "samples")
        );
        return (
            new EmbeddingSet
            {
                Id = setId,
                EncoderId = encoder.Id,
                VersionId = version.Id,
                PurposeId = purpose.Id,
                RunId = run.Id,
                Modality = encoder.Modality,
                EncoderDigest = encoder.Digest,
                Started = new(actor.Name, time.GetUtcNow()),
            },
            run
        );
    }

    private static IQueryable<EmbeddingSetRow> Rows(GovernanceDb db, IQueryable<EmbeddingSet> sets) =>
        from set in sets
        join encoder in db.Set<Encoder>() on set.EncoderId equals encoder.Id
        join purpose in db.Set<Purpose>() on set.PurposeId equals purpose.Id
        join run in db.Set<Run>() on set.RunId equals run.Id
        orderby set.Id descending
        select new EmbeddingSetRow(set, encoder.Name, encoder.Dimension, purpose.Code, run);
}
