using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>The door to models: lists models and versions, and traces the path from consent to alias and back.</summary>
public sealed partial class ModelRegistry(IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    /// <summary>Lists models by name; the cursor is the last name.</summary>
    public async Task<Result<Page<ModelRow>>> ListAsync(Actor actor, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var models = db.Set<Model>().AsNoTracking();
        var listed = await models.ToPageAsync(m => m.Name, new(cursor, size), ct, ascending: true);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        var rows = new List<ModelRow>(page.Items.Count);
        foreach (var model in page.Items)
            rows.Add(await RowAsync(db, model, ct));
        return new Page<ModelRow>(rows, page.Next);
    }

    /// <summary>Finds a model by its name.</summary>
    public async Task<Result<ModelRow>> FindAsync(Actor actor, string name, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var model = await db.Set<Model>().AsNoTracking().SingleOrDefaultAsync(m => m.Name == name, ct);
        return model is null ? new NotFound("model", name) : await RowAsync(db, model, ct);
    }

    /// <summary>Lists the versions of a model, newest first; the cursor is the last number.</summary>
    public async Task<Result<Page<ModelVersionRow>>> VersionsAsync(
        Actor actor,
        string name,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var model = await db.Set<Model>().AsNoTracking().SingleOrDefaultAsync(m => m.Name == name, ct);
        if (model is null)
            return new NotFound("model", name);
        var versions = db.Set<ModelVersion>().AsNoTracking().Where(v => v.ModelId == model.Id);
        var listed = await versions.ToPageAsync(v => v.Number, new(cursor, size), ct);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        var rows = new List<ModelVersionRow>(page.Items.Count);
        foreach (var version in page.Items)
            rows.Add(await RowAsync(db, model, version, ct));
        return new Page<ModelVersionRow>(rows, page.Next);
    }

    /// <summary>Finds a version by the model's name and its number.</summary>
    public async Task<Result<ModelVersionRow>> VersionAsync(Actor actor, string name, int number, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await FindAsync(db, name, number, ct);
        return found.Ok ? await RowAsync(db, found.Value.Model, found.Value.Version, ct) : found.Refusal;
    }

    /// <summary>Finds a version by its id.</summary>
    public async Task<Result<ModelVersionRow>> VersionAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct);
        if (version is null)
            return new NotFound("model version", versionId.ToString());
        return await RowAsync(
            db,
            await db.Set<Model>().AsNoTracking().SingleAsync(m => m.Id == version.ModelId, ct),
            version,
            ct
        );
    }

    /// <summary>Counts the aliases that answer with a version with a lost share above <paramref name="share"/> (0 … 1).</summary>
    public async Task<Result<int>> TaintedAsync(Actor actor, double share, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var tainted = 0;
        var states = await AliasStates.NewestAsync(db, null, ct);
        foreach (var alias in await db.Set<ModelAlias>().AsNoTracking().ToListAsync(ct))
            if (
                alias.Answering(states.GetValueOrDefault((alias.ModelId, alias.Name))) is { } versionId
                && (await ModelCover.OfAsync(db, versionId, time.GetUtcNow(), ct)).Share > share
            )
                tainted++;
        return tainted;
    }

    internal static async Task<Result<(Model Model, ModelVersion Version)>> FindAsync(
        GovernanceDb db,
        string name,
        int number,
        CancellationToken ct
    )
    {
        var model = await db.Set<Model>().AsNoTracking().SingleOrDefaultAsync(m => m.Name == name, ct);
        if (model is null)
            return new NotFound("model", name);
        var version = await db.Set<ModelVersion>()
            .AsNoTracking()
            .SingleOrDefaultAsync(v => v.ModelId == model.Id && v.Number == number, ct);
        return version is null ? new NotFound("model version", $"{name} {number}") : (model, version);
    }

    private async Task<ModelRow> RowAsync(GovernanceDb db, Model model, CancellationToken ct)
    {
        var states = await db.Set<ModelVersion>()
            .Where(v => v.ModelId == model.Id)
            .GroupBy(v => v.State)
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                Newest = g.Max(v => v.Number),
            })
            .ToListAsync(ct);
        int Of(ModelVersionState state) => states.Where(s => s.Key == state).Sum(s => s.Count);
        var aliases = await (
            from alias in db.Set<ModelAlias>()
            where alias.ModelId == model.Id
            join version in db.Set<ModelVersion>() on alias.VersionId equals version.Id
            orderby alias.Name
            select new
            {
                alias.Name,
                alias.VersionId,
                version.Number,
                alias.MovedAt,
            }
        ).ToListAsync(ct);
        var rows = new List<AliasRow>(aliases.Count);
        var changes = await AliasStates.NewestAsync(db, model.Id, ct);
        var fallbackIds = changes.Values.Select(c => c.FallbackVersionId).OfType<Guid>().ToArray();
        var numbers = await db.Set<ModelVersion>()
            .Where(v => fallbackIds.Contains(v.Id))
            .ToDictionaryAsync(v => v.Id, v => v.Number, ct);
        foreach (var alias in aliases)
        {
            var change = changes.GetValueOrDefault((model.Id, alias.Name));
            rows.Add(
                new(
                    model.Id,
                    alias.Name,
                    alias.VersionId,
                    alias.Number,
                    alias.MovedAt,
                    await ModelCover.OfAsync(db, alias.VersionId, time.GetUtcNow(), ct),
                    change?.State ?? AliasState.InService,
                    change is { State: not AliasState.InService } ? change.Reason : null,
                    change?.FallbackVersionId is { } fallback ? numbers[fallback] : null
                )
            );
        }
        return new(
            model,
            Of(ModelVersionState.Ready),
            Of(ModelVersionState.Training),
            states.Select(s => s.Newest).DefaultIfEmpty().Max(),
            rows
        );
    }

    private async Task<ModelVersionRow> RowAsync(
        GovernanceDb db,
        Model model,
        ModelVersion version,
        CancellationToken ct
    )
    {
        var data = await (
            from cut in db.Set<DatasetVersion>()
            where cut.Id == version.DatasetVersionId
            join dataset in db.Set<Dataset>() on cut.DatasetId equals dataset.Id
            select new
            {
                dataset.Id,
                Dataset = dataset.Name,
                dataset.Synthetic,
                cut.Name,
                cut.Number,
                cut.SplitDigest,
                cut.Recipe,
            }
        ).SingleAsync(ct);
        var purpose = await db.Set<Purpose>().Where(p => p.Id == version.PurposeId).Select(p => p.Code).SingleAsync(ct);
        var aliases = await db.Set<ModelAlias>()
            .Where(a => a.VersionId == version.Id)
            .OrderBy(a => a.Name)
            .Select(a => a.Name)
            .ToListAsync(ct);
        var places = await db.Set<ModelVersionSample>()
            .Where(s => s.VersionId == version.Id)
            .GroupBy(s => s.Role)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new(
            version,
            model.Name,
            data.Id,
            data.Dataset,
            data.Name,
            data.Number,
            data.Synthetic,
            purpose,
            await ModelCover.OfAsync(db, version.Id, time.GetUtcNow(), ct),
            aliases,
            places,
            data.SplitDigest is null ? null : EvaluationSplit.OfRecipe(data.Recipe)
        );
    }
}
