using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>Rolls aliases back.</summary>
public sealed partial class ModelAliases
{
    /// <summary>
    /// Lists the versions that an alias has pointed to, newest first, and checks loading and consent cover of each.
    /// </summary>
    public async Task<Result<RollbackOffer>> OfferRollbackAsync(
        Actor actor,
        string name,
        string alias,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await OfferAsync(db, name, alias, ct);
    }

    /// <summary>
    /// Moves an alias back to a version that it has pointed to. It needs one person only, because two persons approved that
    /// version before and a harmful model must not wait for a second person. Every gate is still asked.
    /// </summary>
    /// <param name="number">The version's number; null = the newest clean version.</param>
    public async Task<Result<AliasEvent>> RollBackAsync(
        Actor actor,
        string name,
        string alias,
        int? number,
        string reason,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.RollBack) is { } refusal)
            return refusal;
        if (Fault(alias, reason) is { } fault)
            return fault;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var modelId = await db.Set<Model>()
            .Where(m => m.Name == name)
            .Select(m => (Guid?)m.Id)
            .SingleOrDefaultAsync(ct);
        if (modelId is null)
            return new NotFound("model", name);
        await LockAsync(db, modelId.Value, ct);
        var offer = await OfferAsync(db, name, alias, ct);
        if (!offer.Ok)
            return offer.Refusal;
        if ((number ?? offer.Value.Offered) is not { } wanted)
            return new NoCleanVersion(alias);
        if (wanted == offer.Value.StandsAt)
            return new AliasIsThere(alias, wanted);
        if (offer.Value.Targets.FirstOrDefault(t => t.Number == wanted) is not { } target)
            return new NeverHeld(alias, wanted);

        var standsAt = await db.Set<ModelAlias>()
            .Where(a => a.ModelId == modelId && a.Name == alias)
            .Select(a => a.VersionId)
            .SingleAsync(ct);
        // A pending promotion was proposed for the version that the alias now leaves.
        foreach (
            var waiting in await db.Set<AliasProposal>()
                .Where(p => p.ModelId == modelId && p.Alias == alias && p.State == ProposalState.Open)
                .ToListAsync(ct)
        )
            CloseFor(db, waiting, actor);
        var proposal = Proposal(actor, (modelId.Value, alias), AliasMove.Rollback, standsAt, target.VersionId, reason);
        proposal.State = ProposalState.Carried;
        db.Add(proposal);
        return await MoveAsync(change, actor, proposal, GatePhase.Moving, ct);
    }

    private async Task<Result<RollbackOffer>> OfferAsync(
        GovernanceDb db,
        string name,
        string alias,
        CancellationToken ct
    )
    {
        var now = await (
            from one in db.Set<ModelAlias>().AsNoTracking()
            where one.Name == alias
            join model in db.Set<Model>() on one.ModelId equals model.Id
            where model.Name == name
            join version in db.Set<ModelVersion>() on one.VersionId equals version.Id
            select new
            {
                one.ModelId,
                one.VersionId,
                version.Number,
            }
        ).SingleOrDefaultAsync(ct);
        if (now is null)
            return new NotFound("alias", $"{name}/{alias}");
        var held = db.Set<AliasEvent>()
            .Where(e => e.ModelId == now.ModelId && e.Alias == alias && e.ToVersionId != now.VersionId)
            .Select(e => e.ToVersionId);
        var versions = await db.Set<ModelVersion>()
            .AsNoTracking()
            .Where(v => held.Contains(v.Id))
            .OrderByDescending(v => v.Number)
            .ToListAsync(ct);
        if (versions.Count == 0)
            return new NothingToRollBack(alias);
        var targets = new List<RollbackTarget>(versions.Count);
        foreach (var version in versions)
        {
            var cover = await ModelCover.OfAsync(db, version.Id, time.GetUtcNow(), ct);
            var fault = (await ArtifactCheck.FaultAsync(blobs, version, ct))?.Text;
            targets.Add(
                new(
                    version.Id,
                    version.Number,
                    cover,
                    fault,
                    fault is null && cover.Clean(options.Value.MaxWithdrawnShare)
                )
            );
        }
        return new RollbackOffer(name, alias, now.Number, targets, targets.FirstOrDefault(t => t.Clean)?.Number);
    }
}
