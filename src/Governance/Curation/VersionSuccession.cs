using Governance.Catalog;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Curation;

/// <summary>Draws the successor of a withdrawn version with its recipe: a draft, and the run that seals it.</summary>
internal sealed class VersionSuccession(DatasetVersions versions, JobRuns runs) : IVersionSuccession
{
    public async Task<Run> SucceedAsync(GovernanceDb db, Actor actor, DatasetVersion withdrawn, CancellationToken ct)
    {
        var draft = await versions.DraftAsync(
            db,
            actor,
            new(
                withdrawn.DatasetId,
                withdrawn.Name,
                withdrawn.PurposeId,
                withdrawn.Recipe,
                withdrawn.RecipeDigest,
                withdrawn.Seed,
                withdrawn.Id
            ),
            ct
        );
        return runs.Add(
            db,
            actor,
            new(SealJob.Kind, new SuccessorTitle(draft.Name, draft.Number), draft.Id, draft.DatasetId, "samples")
        );
    }
}
