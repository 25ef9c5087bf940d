using Governance.Catalog;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Curation;

/// <summary>The door to recipes: preview one, save it as a draft version and seal the draft.</summary>
public sealed class Recipes(
    IDbContextFactory<GovernanceDb> databases,
    DatasetVersions versions,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>What the recipe draws now, with shortages and with the samples that consent excludes. Nothing is stored.</summary>
    public async Task<Result<DrawPreview>> PreviewAsync(
        Actor actor,
        Guid datasetId,
        Recipe recipe,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var drawn = await RecipeDraw.RunAsync(db, datasetId, recipe, DrawMode.Declare, time.GetUtcNow(), ct);
        return drawn.Ok ? drawn.Value.Preview : drawn.Refusal;
    }

    /// <summary>
    /// Saves the recipe as a draft of the dataset's next version, with its evaluation split (<see cref="Recipe.Split"/>). Refused
    /// when the recipe cannot draw.
    /// </summary>
    /// <param name="name">At most 120 characters.</param>
    public async Task<Result<DatasetVersion>> DraftAsync(
        Actor actor,
        Guid datasetId,
        string name,
        Recipe recipe,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CurationPolicies.Seal) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(name))
            return new VersionNameMissing();
        if (TextRule.Check("name", name.Trim(), 120) is { } unfit)
            return unfit;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var drawn = await RecipeDraw.RunAsync(db, datasetId, recipe, DrawMode.Declare, time.GetUtcNow(), ct);
        if (!drawn.Ok)
            return drawn.Refusal;
        var version = await versions.DraftAsync(
            db,
            actor,
            new(
                datasetId,
                name.Trim(),
                drawn.Value.PurposeId,
                CanonicalJson.Text(drawn.Value.Recipe),
                drawn.Value.Recipe.Digest(),
                recipe.Seed
            ),
            ct
        );
        if (await change.CommitAsync(ct) is { } refused)
            return refused;
        return version;
    }

    /// <summary>The latest run that sealed or tried to seal a version; null when there is none.</summary>
    public async Task<Result<Run?>> SealingAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of(
            await db.Set<Run>()
                .AsNoTracking()
                .Where(r => r.TargetId == versionId && r.Kind == SealJob.Kind)
                .OrderByDescending(r => r.Id)
                .FirstOrDefaultAsync(ct)
        );
    }

    /// <summary>
    /// Starts a <see cref="SealJob"/> for a draft and returns its run; if the draft is being sealed already, returns that run.
    /// </summary>
    public async Task<Result<Run>> SealAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(CurationPolicies.Seal) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var version = await db.Set<DatasetVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct);
        if (version is null)
            return new NotFound("version", versionId.ToString());
        if (version.State != VersionState.Draft)
            return new VersionNotDraft(version.Name);
        var active = await db.Set<Run>()
            .AsNoTracking()
            .FirstOrDefaultAsync(
                r =>
                    r.TargetId == versionId
                    && r.Kind == SealJob.Kind
                    && (r.State == RunState.Queued || r.State == RunState.Running),
                ct
            );
        if (active is not null)
            return active;
        var run = runs.Add(
            db,
            actor,
            new(SealJob.Kind, new SealTitle(version.Name), versionId, version.DatasetId, "samples")
        );
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        runs.Enqueue(run);
        return run;
    }
}
