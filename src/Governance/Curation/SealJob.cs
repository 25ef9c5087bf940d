using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Curation;

/// <summary>
/// Draws the samples of a draft, hashes each and seals the version. Everything is written in one transaction at the end, so a
/// killed job leaves a draft, and a repeated one seals once.
/// </summary>
public sealed class SealJob(
    IDbContextFactory<GovernanceDb> databases,
    DatasetVersions versions,
    ProvenanceGraph provenance,
    IEnumerable<IVersionUse> uses,
    TimeProvider time
) : IRunJob
{
    /// <summary>Kind of the run.</summary>
    public const string Kind = "seal";

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        // Drawn again when consent was lost after the draw: a withdrawal that began before the commit does not see these places.
        while (!await TrySealAsync(run, ct)) { }
    }

    /// <returns>False when a drawn sample is no longer permitted; then nothing is written.</returns>
    private async Task<bool> TrySealAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var version = await db.Set<DatasetVersion>().SingleOrDefaultAsync(v => v.Id == run.TargetId, ct)
            ?? throw new RunRefusedException(new RunTargetGone("version"));
        if (version.State != VersionState.Draft)
            return true;
        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        var actor = row.Starter;
        var startedAt = time.GetUtcNow();

        await run.ProgressAsync(new Drawing(), 0, 0, "samples", ct);
        var recipe = Recipe.Parse(version.Recipe);
        var mode = version.SupersedesId is null ? DrawMode.AsDrafted : DrawMode.Succession;
        var drawn = await RecipeDraw.RunAsync(db, version.DatasetId, recipe, mode, startedAt, ct);
        if (!drawn.Ok)
            throw new RunRefusedException(drawn.Refusal);
        var samples = drawn.Value.Samples;
        if (samples.Count == 0)
            throw new RunRefusedException(new WhatWasRefused(new NothingToDraw(Why(drawn.Value.Preview))));

        var byId = samples.ToDictionary(s => s.Id);
        var places = new List<VersionSample>(samples.Count);
        await foreach (
            var (sampleId, manifest) in SampleManifest.ReadAsync(db, [.. samples.Select(s => (s.Key, s.Id))], ct)
        )
        {
            places.Add(
                new VersionSample
                {
                    VersionId = version.Id,
                    Ordinal = places.Count,
                    SampleId = sampleId,
                    Stratum = byId[sampleId].Stratum,
                    Part = recipe.Split?.PartOf(byId[sampleId].Group!),
                    LeafHash = manifest.LeafHash(),
                }
            );
            await run.ProgressAsync(new HashingSamples(), places.Count, samples.Count, "samples", ct);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await run.StageAsync(
            new WritingPlaces(),
            places.Count,
            "samples",
            told => DatasetVersions.WritePlacesAsync(db, told.Of(places), ct),
            ct
        );
        versions.Seal(db, actor, version, places);
        var step = provenance.Record(
            db,
            actor,
            "seal",
            new
            {
                version.RecipeDigest,
                version.Seed,
                recipe,
                drawn = places.Count,
                shortages = drawn
                    .Value.Preview.Shares.Where(s => s.Shortage > 0)
                    .ToDictionary(s => s.Stratum, s => s.Shortage),
            },
            startedAt,
            run.RunId
        );
        await db.SaveChangesAsync(ct);
        await run.StageAsync(
            new WritingProvenance(),
            places.Count,
            "samples",
            told =>
                ProvenanceGraph.CopyAsync(
                    db,
                    told.Of(places)
                        .Select(p =>
                            ProvenanceGraph.Derive(
                                step,
                                ThingKey.Version(version.Id),
                                version.ManifestDigest,
                                ThingKey.Sample(p.SampleId!.Value),
                                Convert.ToHexStringLower(p.LeafHash)
                            )
                        ),
                    ct
                ),
            ct
        );
        if (version.SupersedesId is { } superseded)
            await SucceedAsync(db, actor, step, superseded, version, ct);
        await db.LockAsync(DatasetVersions.SealingLock, ct);
        if (!await ArePermittedAsync(db, version, recipe, ct))
            return false;
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Asks the gate again about every place.</summary>
    private async Task<bool> ArePermittedAsync(
        GovernanceDb db,
        DatasetVersion version,
        Recipe recipe,
        CancellationToken ct
    )
    {
        var places = db.Set<VersionSample>().Where(p => p.VersionId == version.Id);
        var permitted = ConsentCoverQuery.Permitted(
            db,
            db.Set<Sample>().Where(s => places.Any(p => p.SampleId == s.Id)),
            version.PurposeId,
            (recipe.Query.Modalities ?? []).AsSet(),
            time.GetUtcNow()
        );
        return await permitted.CountAsync(ct) == await places.CountAsync(ct);
    }

    /// <summary>Records that the version revises the withdrawn one, and moves the work on that to it.</summary>
    private async Task SucceedAsync(
        GovernanceDb db,
        Actor actor,
        Activity step,
        Guid superseded,
        DatasetVersion version,
        CancellationToken ct
    )
    {
        var withdrawn = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == superseded, ct);
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.Version(version.Id),
            version.ManifestDigest,
            ThingKey.Version(withdrawn.Id),
            withdrawn.ManifestDigest
        );
        foreach (var use in uses)
            await use.MoveAsync(db, actor, withdrawn, version, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Does nothing: the only transaction leaves no partial results.</summary>
    public Task CleanUpAsync(Guid targetId, CancellationToken ct) => Task.CompletedTask;

    private static Message Why(DrawPreview preview) =>
        preview.Matching == 0 ? new NoSampleMatches()
        : preview.Cover.Excluded.Count == 0 ? new QuotasRequestNone()
        : new SamplesExcluded(preview.Cover.Excluded);
}
