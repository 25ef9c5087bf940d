using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to dataset versions: which version is used, and which replaces a withdrawn one.</summary>
public sealed partial class DatasetVersions
{
    /// <summary>
    /// The version to use in place of a withdrawn one: the end of its chain of successors. Null for a version that is not
    /// withdrawn, and for one that nothing replaces.
    /// </summary>
    public async Task<Result<VersionLink?>> SuccessorAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawn = await db.Set<DatasetVersion>()
            .AnyAsync(v => v.Id == versionId && v.State == VersionState.Withdrawn, ct);
        var newest = withdrawn ? await NewestSuccessorAsync(db, versionId, ct) : null;
        return Result.Of(newest is null ? null : new VersionLink(newest.Id, newest.Number, newest.Name, newest.State));
    }

    /// <summary>
    /// The version, untracked, if it can be used for something new; refuses a missing one, a draft, and a withdrawn one by naming
    /// its successor.
    /// </summary>
    public static async Task<Result<DatasetVersion>> UsableAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var version = await db.Set<DatasetVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == versionId, ct);
        return version?.State switch
        {
            null => new NotFound("version", versionId.ToString()),
            VersionState.Draft => new VersionNotSealed(version.Name),
            VersionState.Withdrawn => await WithdrawnAsync(db, version, ct),
            _ => version,
        };
    }

    /// <summary>The refusal of a withdrawn version, with its successor.</summary>
    public static async Task<VersionIsWithdrawn> WithdrawnAsync(
        GovernanceDb db,
        DatasetVersion withdrawn,
        CancellationToken ct
    )
    {
        var successor = await NewestSuccessorAsync(db, withdrawn.Id, ct);
        return new(withdrawn.Name, successor?.Number, successor?.Id);
    }

    /// <summary>
    /// The sealed version at the end of the chain of successors; when none of them is sealed, the last. Null when nothing
    /// replaces the version.
    /// </summary>
    public static async Task<DatasetVersion?> NewestSuccessorAsync(
        GovernanceDb db,
        Guid versionId,
        CancellationToken ct
    )
    {
        var chain = await db.Set<DatasetVersion>()
            .FromSql(
                $"""
                WITH RECURSIVE chain AS (
                    SELECT id FROM dataset_versions WHERE supersedes_id = {versionId}
                    UNION
                    SELECT v.id FROM dataset_versions v JOIN chain c ON v.supersedes_id = c.id
                )
                SELECT v.*, v.xmin FROM dataset_versions v JOIN chain USING (id)
                """
            )
            .AsNoTracking()
            .ToListAsync(ct);
        // A later number is further along the chain.
        return chain.OrderBy(v => v.State == VersionState.Sealed).ThenBy(v => v.Number).LastOrDefault();
    }
}
