using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>Reads proposals and the history of aliases.</summary>
public sealed partial class ModelAliases
{
    /// <summary>Lists the moves of a model's aliases, newest first.</summary>
    /// <param name="alias">Only moves of this alias; null = all.</param>
    public async Task<Result<Page<AliasEventRow>>> HistoryAsync(
        Actor actor,
        string name,
        string? alias,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var modelId = await db.Set<Model>()
            .Where(m => m.Name == name)
            .Select(m => (Guid?)m.Id)
            .SingleOrDefaultAsync(ct);
        if (modelId is null)
            return new NotFound("model", name);
        var events = db.Set<AliasEvent>().AsNoTracking().Where(e => e.ModelId == modelId);
        if (alias is not null)
            events = events.Where(e => e.Alias == alias);
        var listed = await events.ToPageAsync(e => e.Id, new(cursor, size), ct);
        if (!listed.Ok)
            return listed.Refusal;
        var page = listed.Value;
        var numbers = await NumbersAsync(db, modelId.Value, ct);
        var ids = page.Items.Select(e => e.ProposalId).ToArray();
        var answers = (
            await db.Set<AliasGateAnswer>()
                .AsNoTracking()
                .Where(a => ids.Contains(a.ProposalId) && a.Phase == GatePhase.Moving)
                .OrderBy(a => a.Ordinal)
                .ToListAsync(ct)
        ).ToLookup(a => a.ProposalId);
        return new Page<AliasEventRow>(
            [
                .. page.Items.Select(e => new AliasEventRow(
                    e,
                    e.FromVersionId is { } from ? numbers[from] : null,
                    numbers[e.ToVersionId],
                    Last(answers[e.ProposalId])
                )),
            ],
            page.Next
        );
    }

    /// <summary>Lists the pending promotions of a model, oldest first.</summary>
    public async Task<Result<IReadOnlyList<ProposalRow>>> WaitingAsync(Actor actor, string name, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var proposals = await (
            from proposal in db.Set<AliasProposal>().AsNoTracking()
            where proposal.State == ProposalState.Open
            join model in db.Set<Model>() on proposal.ModelId equals model.Id
            where model.Name == name
            orderby proposal.Id
            select proposal
        ).ToListAsync(ct);
        var rows = new List<ProposalRow>(proposals.Count);
        foreach (var proposal in proposals)
            rows.Add(await RowAsync(db, proposal, ct));
        return Result.Of<IReadOnlyList<ProposalRow>>(rows);
    }

    /// <summary>Finds a promotion with the latest answer of each gate.</summary>
    public async Task<Result<ProposalRow>> FindAsync(Actor actor, Guid proposalId, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var proposal = await db.Set<AliasProposal>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == proposalId, ct);
        return proposal is null ? new NotFound("promotion", proposalId.ToString()) : await RowAsync(db, proposal, ct);
    }

    /// <summary>
    /// Lists the promotions that this person can approve, because somebody else proposed them: the model's name of
    /// each.
    /// </summary>
    public async Task<Result<IReadOnlyList<string>>> WaitingForAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Approve) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of<IReadOnlyList<string>>(
            await (
                from proposal in db.Set<AliasProposal>()
                where proposal.State == ProposalState.Open && proposal.ProposedById != actor.UserId
                join model in db.Set<Model>() on proposal.ModelId equals model.Id
                orderby proposal.Id
                select model.Name
            ).ToListAsync(ct)
        );
    }

    private static async Task<ProposalRow> RowAsync(GovernanceDb db, AliasProposal proposal, CancellationToken ct)
    {
        var numbers = await NumbersAsync(db, proposal.ModelId, ct);
        var answers = await db.Set<AliasGateAnswer>()
            .AsNoTracking()
            .Where(a => a.ProposalId == proposal.Id)
            .OrderBy(a => a.Ordinal)
            .ToListAsync(ct);
        return new(
            proposal,
            proposal.FromVersionId is { } from ? numbers[from] : null,
            numbers[proposal.ToVersionId],
            Last(answers)
        );
    }

    /// <summary>The latest answers: the gates are asked at each attempt to carry a proposal out.</summary>
    private static List<AliasGateAnswer> Last(IEnumerable<AliasGateAnswer> answers)
    {
        var all = answers.ToList();
        return all.Count == 0 ? all : [.. all.Where(a => a.AskedAt == all.Max(other => other.AskedAt))];
    }

    private static Task<Dictionary<Guid, int>> NumbersAsync(GovernanceDb db, Guid modelId, CancellationToken ct) =>
        db.Set<ModelVersion>().Where(v => v.ModelId == modelId).ToDictionaryAsync(v => v.Id, v => v.Number, ct);
}
