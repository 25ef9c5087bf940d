using System.Text.RegularExpressions;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Governance.Models;

/// <summary>
/// The door to aliases: propose, approve, withdraw, roll back. An alias moves in one transaction with its event, its ledger
/// entry and its provenance, after every gate has been asked inside that transaction.
/// </summary>
public sealed partial class ModelAliases(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    IEnumerable<IPromotionGate> gates,
    IBlobStore blobs,
    IOptions<ModelsOptions> options,
    TimeProvider time
)
{
    private const int LongestReason = 2000;

    /// <summary>
    /// Proposes a promotion. It waits for a second person whatever the gates answer now; the answers show what is still to be
    /// done. An alias has at most one pending promotion.
    /// </summary>
    public async Task<Result<ProposalRow>> ProposeAsync(
        Actor actor,
        string name,
        string alias,
        int number,
        string reason,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Promote) is { } refusal)
            return refusal;
        if (Fault(alias, reason) is { } fault)
            return fault;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await ModelRegistry.FindAsync(db, name, number, ct);
        if (!found.Ok)
            return found.Refusal;
        var (model, version) = found.Value;
        if (version.State != ModelVersionState.Ready)
            return new VersionNotReady(name, number, version.State);
        var now = await db.Set<ModelAlias>()
            .AsNoTracking()
            .SingleOrDefaultAsync(a => a.ModelId == model.Id && a.Name == alias, ct);
        if (await AliasStates.NewestAsync(db, model.Id, alias, ct) is { State: AliasState.Retired } ended)
            return new AliasHasEnded(alias, ended.Reason);
        if (now?.VersionId == version.Id)
            return new AliasIsThere(alias, number);
        var proposal = Proposal(actor, (model.Id, alias), AliasMove.Promotion, now?.VersionId, version.Id, reason);
        db.Add(proposal);
        await AskAsync(db, proposal, GatePhase.Proposing, null, ct);
        ledger.Append(
            db,
            actor,
            "promotion.proposed",
            proposal.Id,
            new
            {
                model = model.Id,
                alias,
                from = now?.VersionId,
                to = version.Id,
                number,
            }
        );
        if (await db.TrySaveAsync(new PromotionWaits(alias), ct) is { } refused)
            return refused;
        return await RowAsync(db, proposal, ct);
    }

    /// <summary>
    /// Approves another person's proposal and moves the alias if every gate allows it. If a gate does not, the proposal stays
    /// open and keeps the answers.
    /// </summary>
    public async Task<Result<AliasEvent>> ApproveAsync(Actor actor, Guid proposalId, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Approve) is { } refusal)
            return refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var modelId = await db.Set<AliasProposal>()
            .Where(p => p.Id == proposalId)
            .Select(p => (Guid?)p.ModelId)
            .SingleOrDefaultAsync(ct);
        if (modelId is null)
            return new NotFound("promotion", proposalId.ToString());
        await LockAsync(db, modelId.Value, ct);
        var proposal = await db.Set<AliasProposal>().SingleAsync(p => p.Id == proposalId, ct);
        if (proposal.State != ProposalState.Open)
            return new ProposalIsClosed(proposal.State);
        if (proposal.ProposedById == actor.UserId)
            return new SamePersonTwice();
        return await MoveAsync(change, actor, proposal, GatePhase.Moving, ct);
    }

    /// <summary>Withdraws a pending promotion; only its proposer and persons who may approve can do so.</summary>
    public async Task<Result> WithdrawAsync(Actor actor, Guid proposalId, CancellationToken ct)
    {
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var modelId = await db.Set<AliasProposal>()
            .Where(p => p.Id == proposalId)
            .Select(p => (Guid?)p.ModelId)
            .SingleOrDefaultAsync(ct);
        if (modelId is null)
            return new NotFound("promotion", proposalId.ToString());
        await LockAsync(db, modelId.Value, ct);
        var proposal = await db.Set<AliasProposal>().SingleAsync(p => p.Id == proposalId, ct);
        if (proposal.ProposedById != actor.UserId && actor.Lacks(ModelsPolicies.Approve) is { } refusal)
            return refusal;
        if (proposal.State != ProposalState.Open)
            return new ProposalIsClosed(proposal.State);
        CloseFor(db, proposal, actor);
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return Result.Done;
    }

    /// <summary>Withdraws an open proposal, with its ledger entry, also when another act makes it void.</summary>
    private void CloseFor(GovernanceDb db, AliasProposal proposal, Actor actor)
    {
        Close(proposal, ProposalState.Withdrawn, actor);
        ledger.Append(db, actor, "promotion.withdrawn", proposal.Id, new { model = proposal.ModelId, proposal.Alias });
    }

    /// <summary>Asks all gates now whether an alias can move to a version; the answers are not kept.</summary>
    public async Task<Result<IReadOnlyList<GateAnswer>>> GatesAsync(
        Actor actor,
        string name,
        string alias,
        int number,
        AliasMove move,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await ModelRegistry.FindAsync(db, name, number, ct);
        if (!found.Ok)
            return found.Refusal;
        var answers = new List<GateAnswer>();
        foreach (var gate in gates)
            answers.Add(await gate.AskAsync(db, new(found.Value.Version.Id, alias, move, time.GetUtcNow()), ct));
        return Result.Of<IReadOnlyList<GateAnswer>>(answers);
    }

    /// <summary>Locks the model's row, so that moves of its aliases run one after the other.</summary>
    private static async Task LockAsync(GovernanceDb db, Guid modelId, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM models WHERE id = {modelId} FOR UPDATE", ct);

    private async Task<Result<AliasEvent>> MoveAsync(
        Change change,
        Actor actor,
        AliasProposal proposal,
        GatePhase phase,
        CancellationToken ct
    )
    {
        var db = change.Db;
        var alias = await db.Set<ModelAlias>()
            .SingleOrDefaultAsync(a => a.ModelId == proposal.ModelId && a.Name == proposal.Alias, ct);
        if (alias?.VersionId != proposal.FromVersionId)
            return new AliasMovedMeanwhile(proposal.Alias);
        if (
            await AliasStates.NewestAsync(db, proposal.ModelId, proposal.Alias, ct) is
            { State: AliasState.Retired } ended
        )
            return new AliasHasEnded(proposal.Alias, ended.Reason);
        var answers = await AskAsync(db, proposal, phase, actor.UserId, ct);
        var unmet = answers.Where(a => a.State == GateState.Unmet).Select(a => a.Line).ToList();
        if (unmet.Count > 0)
        {
            // A refused promotion stays open and keeps the answers; a refused rollback keeps nothing.
            if (proposal.Move == AliasMove.Rollback)
                return new GatesUnmet(proposal.Alias, unmet);
            if (await change.CommitAsync(ct) is { } unsaved)
                return unsaved;
            return new GatesUnmet(proposal.Alias, unmet);
        }
        var moved = await EventAsync(db, actor, proposal, alias, answers, ct);
        db.Add(moved);
        if (alias is null)
            db.Add(
                new ModelAlias
                {
                    ModelId = moved.ModelId,
                    Name = moved.Alias,
                    VersionId = moved.ToVersionId,
                    LastEventId = moved.Id,
                    MovedAt = moved.At,
                }
            );
        else
            (alias.VersionId, alias.LastEventId, alias.MovedAt) = (moved.ToVersionId, moved.Id, moved.At);
        Close(proposal, ProposalState.Carried, actor);
        await AppendToLedgerAsync(db, actor, moved, ct);
        if (await change.CommitAsync(new AliasMovedMeanwhile(proposal.Alias), ct) is { } refused)
            return refused;
        return moved;
    }

    private async Task<AliasEvent> EventAsync(
        GovernanceDb db,
        Actor actor,
        AliasProposal proposal,
        ModelAlias? alias,
        IReadOnlyList<AliasGateAnswer> answers,
        CancellationToken ct
    )
    {
        var at = time.GetUtcNow();
        var cover = await ModelCover.OfAsync(db, proposal.ToVersionId, at, ct);
        var second = proposal.Move == AliasMove.Promotion;
        return new()
        {
            ModelId = proposal.ModelId,
            Alias = proposal.Alias,
            PreviousEventId = alias?.LastEventId,
            Move = proposal.Move,
            FromVersionId = proposal.FromVersionId,
            ToVersionId = proposal.ToVersionId,
            Reason = proposal.Reason,
            ProposalId = proposal.Id,
            ProposedById = proposal.ProposedById,
            ProposedBy = proposal.Proposed.By,
            ApprovedById = second ? actor.UserId : null,
            ApprovedBy = second ? actor.Name : null,
            AuditDigest = DigestOf(answers, GateNames.Audit),
            EthicsDecision = DigestOf(answers, GateNames.Ethics),
            LearnedFrom = cover.LearnedFrom,
            Withdrawn = cover.Lost,
            ConsentDigest = cover.Digest,
            At = at,
        };
    }

    private async Task AppendToLedgerAsync(GovernanceDb db, Actor actor, AliasEvent moved, CancellationToken ct)
    {
        var onnx = await db.Set<ModelVersion>()
            .Where(v => v.Id == moved.ToVersionId)
            .Select(v => v.OnnxDigest)
            .SingleAsync(ct);
        var promoted = moved.Move == AliasMove.Promotion;
        var step = provenance.Record(
            db,
            actor,
            promoted ? "promote" : "roll back",
            new
            {
                moved.Alias,
                moved.FromVersionId,
                moved.ToVersionId,
                @event = moved.Id,
            }
        );
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.ModelAlias(moved.ModelId, moved.Alias),
            onnx,
            ThingKey.ModelVersion(moved.ToVersionId),
            onnx
        );
        ledger.Append(
            db,
            actor,
            promoted ? "alias.promoted" : "alias.rolled-back",
            moved.Id,
            new
            {
                model = moved.ModelId,
                moved.Alias,
                previous = moved.PreviousEventId,
                from = moved.FromVersionId,
                to = moved.ToVersionId,
                onnx,
                proposedBy = moved.ProposedById,
                approvedBy = moved.ApprovedById,
                moved.AuditDigest,
                moved.EthicsDecision,
                consent = new
                {
                    moved.LearnedFrom,
                    moved.Withdrawn,
                    moved.ConsentDigest,
                },
            }
        );
    }

    private async Task<IReadOnlyList<AliasGateAnswer>> AskAsync(
        GovernanceDb db,
        AliasProposal proposal,
        GatePhase phase,
        Guid? approverId,
        CancellationToken ct
    )
    {
        var at = time.GetUtcNow();
        var answers = new List<AliasGateAnswer>();
        foreach (var gate in gates)
        {
            var answer = await gate.AskAsync(
                db,
                new(proposal.ToVersionId, proposal.Alias, proposal.Move, at, approverId),
                ct
            );
            answers.Add(
                new()
                {
                    ProposalId = proposal.Id,
                    Phase = phase,
                    Ordinal = answers.Count,
                    AskedAt = at,
                    Gate = answer.Gate,
                    State = answer.State,
                    Answer = answer.Answer,
                    Link = answer.Link,
                    Digest = answer.Digest,
                }
            );
        }
        db.Set<AliasGateAnswer>().AddRange(answers);
        return answers;
    }

    private AliasProposal Proposal(
        Actor actor,
        (Guid ModelId, string Alias) of,
        AliasMove move,
        Guid? from,
        Guid to,
        string reason
    ) =>
        new()
        {
            ModelId = of.ModelId,
            Alias = of.Alias,
            Move = move,
            FromVersionId = from,
            ToVersionId = to,
            Reason = reason.Trim(),
            ProposedById = actor.UserId,
            Proposed = new(actor.Name, time.GetUtcNow()),
            State = ProposalState.Open,
        };

    private void Close(AliasProposal proposal, ProposalState state, Actor actor) =>
        (proposal.State, proposal.Closed) = (state, new(actor.Name, time.GetUtcNow()));

    private static string? DigestOf(IReadOnlyList<AliasGateAnswer> answers, string gate) =>
        answers.FirstOrDefault(a => a.Gate == gate)?.Digest;

    private static Refusal? Fault(string alias, string reason)
    {
        if (alias is null || !AliasName().IsMatch(alias))
            return new AliasNameUnusable(alias ?? "");
        return string.IsNullOrWhiteSpace(reason)
            ? new ReasonMissing()
            : TextRule.Check("reason", reason.Trim(), LongestReason);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex AliasName();
}
