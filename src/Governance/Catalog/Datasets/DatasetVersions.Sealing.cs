using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to dataset versions: drafting and sealing.</summary>
public sealed partial class DatasetVersions
{
    /// <summary>Held from the last question to the gate until a version is sealed, and while a withdrawal looks for versions.</summary>
    internal const string SealingLock = "sealing";

    /// <summary>Adds the dataset's next version as a draft, with its ledger entry; the caller saves and holds a transaction.</summary>
    public async Task<DatasetVersion> DraftAsync(GovernanceDb db, Actor actor, NewVersion wanted, CancellationToken ct)
    {
        // Two drafts at once would take the same number.
        await db.LockAsync($"versions/{wanted.DatasetId}", ct);
        var last = await db.Set<DatasetVersion>()
            .Where(v => v.DatasetId == wanted.DatasetId)
            .MaxAsync(v => (int?)v.Number, ct)
            ?? 0;
        var version = new DatasetVersion
        {
            DatasetId = wanted.DatasetId,
            Number = last + 1,
            Name = wanted.Name,
            State = VersionState.Draft,
            PurposeId = wanted.PurposeId,
            Recipe = wanted.Recipe,
            RecipeDigest = wanted.RecipeDigest,
            Seed = wanted.Seed,
            SupersedesId = wanted.SupersedesId,
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(version);
        ledger.Append(
            db,
            actor,
            "version.drafted",
            version.Id,
            new
            {
                version.DatasetId,
                version.Number,
                version.RecipeDigest,
                version.Seed,
                supersedes = version.SupersedesId,
                split = version.Split,
            }
        );
        return version;
    }

    /// <summary>Writes the places of a draft in the caller's transaction, before <see cref="Seal"/> in the same transaction.</summary>
    /// <returns>How many were written.</returns>
    public static Task<long> WritePlacesAsync(
        GovernanceDb db,
        IEnumerable<VersionSample> places,
        CancellationToken ct
    ) => db.CopyAsync(places, ct);

    /// <summary>Seals a tracked draft over its places, with its ledger entry; the caller saves.</summary>
    /// <param name="places">In manifest order.</param>
    public void Seal(GovernanceDb db, Actor actor, DatasetVersion version, IReadOnlyList<VersionSample> places)
    {
        version.State = VersionState.Sealed;
        version.ManifestDigest = Convert.ToHexStringLower(MerkleTree.Root(places.Select(p => p.LeafHash)));
        version.SampleCount = places.Count;
        var split = version.Split;
        version.SplitDigest = split?.Digest(places.Select(p => p.Part!.Value));
        version.Sealed = new(actor.Name, time.GetUtcNow());
        ledger.Append(
            db,
            actor,
            "version.sealed",
            version.Id,
            new
            {
                version.DatasetId,
                version.Number,
                version.RecipeDigest,
                version.Seed,
                version.ManifestDigest,
                split,
                version.SplitDigest,
                parts = split is null
                    ? null
                    : places.GroupBy(p => p.Part!.Value).ToDictionary(g => g.Key, g => g.Count()),
                samples = places.Count,
            }
        );
    }
}
