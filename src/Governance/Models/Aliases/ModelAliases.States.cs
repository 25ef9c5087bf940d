using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>Suspends, resumes and retires aliases.</summary>
public sealed partial class ModelAliases
{
    /// <summary>
    /// Suspends an alias at once: from the commit on, predictions are refused with the reason, or a clean version that the alias
    /// has pointed to answers. One officer can do it, because a harmful model must not wait for a second person. A suspended alias
    /// can be suspended again with another fallback, or with none.
    /// </summary>
    /// <param name="fallback">Number of the version that answers meanwhile; null = none. Every gate is asked about it.</param>
    /// <param name="reason">1 to 2,000 characters; callers of the alias read it.</param>
    public Task<Result<AliasStateChange>> SuspendAsync(
        Actor actor,
        string name,
        string alias,
        int? fallback,
        string reason,
        CancellationToken ct
    ) =>
        ChangeAsync(
            actor,
            name,
            alias,
            reason,
            async (db, _, now) =>
            {
                Guid? meanwhile = null;
                if (fallback is { } number)
                {
                    var target = await FallbackAsync(db, name, alias, number, ct);
                    if (!target.Ok)
                        return target.Refusal;
                    if (await AskedAsync(db, alias, target.Value, ct) is { } unmet)
                        return unmet;
                    meanwhile = target.Value;
                }
                // The fallback can lose its ground too: then the alias is suspended again with another one, or with none.
                return now is { State: AliasState.Suspended } && now.FallbackVersionId == meanwhile
                    ? new AliasIsSuspended(alias)
                    : new NextState(AliasState.Suspended, meanwhile);
            },
            ct
        );

    /// <summary>Puts a suspended alias back into service, if every gate lets its version answer now.</summary>
    public Task<Result<AliasStateChange>> ResumeAsync(
        Actor actor,
        string name,
        string alias,
        string reason,
        CancellationToken ct
    ) =>
        ChangeAsync(
            actor,
            name,
            alias,
            reason,
            async (db, row, now) =>
                now?.State != AliasState.Suspended ? new AliasNotSuspended(alias)
                : await AskedAsync(db, alias, row.VersionId, ct) is { } unmet ? unmet
                : new NextState(AliasState.InService, null),
            ct
        );

    /// <summary>Ends an alias. Predictions are refused, it never moves again, and its name is not given again.</summary>
    public Task<Result<AliasStateChange>> RetireAsync(
        Actor actor,
        string name,
        string alias,
        string reason,
        CancellationToken ct
    ) =>
        ChangeAsync(
            actor,
            name,
            alias,
            reason,
            (_, _, _) => Task.FromResult<Result<NextState>>(new NextState(AliasState.Retired, null)),
            ct
        );

    /// <summary>Lists the suspensions, resumptions and retirements of a model's aliases, newest first.</summary>
    public async Task<Result<Page<AliasStateRow>>> StateChangesAsync(
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
        if (await ModelIdAsync(db, name, ct) is not { } modelId)
            return new NotFound("model", name);
        var listed = await db.Set<AliasStateChange>()
            .AsNoTracking()
            .Where(c => c.ModelId == modelId)
            .ToPageAsync(c => c.Id, new(cursor, size), ct);
        if (!listed.Ok)
            return listed.Refusal;
        var numbers = await NumbersAsync(db, modelId, ct);
        return listed.Value.Select(c => new AliasStateRow(
            c,
            numbers[c.VersionId],
            c.FallbackVersionId is { } fallback ? numbers[fallback] : null
        ));
    }

    private sealed record NextState(AliasState State, Guid? FallbackVersionId);

    private async Task<Result<AliasStateChange>> ChangeAsync(
        Actor actor,
        string name,
        string alias,
        string reason,
        Func<GovernanceDb, ModelAlias, AliasStateChange?, Task<Result<NextState>>> decide,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Suspend) is { } refusal)
            return refusal;
        if (Fault(alias, reason) is { } fault)
            return fault;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        if (await ModelIdAsync(db, name, ct) is not { } modelId)
            return new NotFound("model", name);
        await LockAsync(db, modelId, ct);
        var row = await db.Set<ModelAlias>().SingleOrDefaultAsync(a => a.ModelId == modelId && a.Name == alias, ct);
        if (row is null)
            return new NotFound("alias", $"{name}/{alias}");
        var now = await AliasStates.NewestAsync(db, modelId, alias, ct);
        if (now is { State: AliasState.Retired })
            return new AliasHasEnded(alias, now.Reason);
        var next = await decide(db, row, now);
        if (!next.Ok)
            return next.Refusal;
        var done = Entered(db, actor, row, next.Value, reason.Trim());
        if (next.Value.State == AliasState.Retired)
            foreach (
                var waiting in await db.Set<AliasProposal>()
                    .Where(p => p.ModelId == modelId && p.Alias == alias && p.State == ProposalState.Open)
                    .ToListAsync(ct)
            )
                CloseFor(db, waiting, actor);
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return done;
    }

    private AliasStateChange Entered(GovernanceDb db, Actor actor, ModelAlias row, NextState next, string reason)
    {
        var done = new AliasStateChange
        {
            ModelId = row.ModelId,
            Alias = row.Name,
            State = next.State,
            VersionId = row.VersionId,
            FallbackVersionId = next.FallbackVersionId,
            Reason = reason,
            ChangedById = actor.UserId,
            Changed = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(done);
        ledger.Append(
            db,
            actor,
            next.State switch
            {
                AliasState.Suspended => "alias.suspended",
                AliasState.Retired => "alias.retired",
                _ => "alias.resumed",
            },
            done.Id,
            new
            {
                model = row.ModelId,
                alias = row.Name,
                version = row.VersionId,
                fallback = next.FallbackVersionId,
            }
        );
        return done;
    }

    /// <summary>The version that is to answer: as for a rollback, one that the alias has pointed to, loads and is clean.</summary>
    private async Task<Result<Guid>> FallbackAsync(
        GovernanceDb db,
        string name,
        string alias,
        int number,
        CancellationToken ct
    )
    {
        var offer = await OfferAsync(db, name, alias, ct);
        if (!offer.Ok)
            return offer.Refusal is NothingToRollBack ? new FallbackNeverHeld(alias, number) : offer.Refusal;
        if (offer.Value.Targets.FirstOrDefault(t => t.Number == number) is not { } target)
            return new FallbackNeverHeld(alias, number);
        return target.Clean ? target.VersionId : new FallbackNotClean(number);
    }

    /// <summary>Asks every gate whether a version may answer for the alias now, as for a rollback; null when all let it.</summary>
    private async Task<GatesForbidAnswers?> AskedAsync(
        GovernanceDb db,
        string alias,
        Guid versionId,
        CancellationToken ct
    )
    {
        var unmet = new List<string>();
        foreach (var gate in gates)
        {
            var answer = await gate.AskAsync(db, new(versionId, alias, AliasMove.Rollback, time.GetUtcNow()), ct);
            if (answer.State == GateState.Unmet)
                unmet.Add(answer.Line);
        }
        return unmet.Count == 0 ? null : new GatesForbidAnswers(alias, unmet);
    }

    private static Task<Guid?> ModelIdAsync(GovernanceDb db, string name, CancellationToken ct) =>
        db.Set<Model>().Where(m => m.Name == name).Select(m => (Guid?)m.Id).SingleOrDefaultAsync(ct);
}
