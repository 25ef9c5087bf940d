using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Provenance;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Models;

public sealed class PromotionTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_persons_move_an_alias_and_everything_is_kept_with_the_move()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        var version = await world.VersionAsync(1);
        var moved = await world.PromoteAsync(1);

        Assert.Equal(1, await world.StandsAtAsync());
        Assert.Equal((world.Ada.UserId, world.Ben.UserId), (moved.ProposedById, moved.ApprovedById!.Value));
        Assert.Equal((30, 0), (moved.LearnedFrom, moved.Withdrawn));
        Assert.Equal(world.Gate.Digest, moved.AuditDigest);
        Assert.Null(moved.EthicsDecision);
        Assert.Null(moved.FromVersionId);
        await using var db = world.Slice.Db();
        Assert.Contains(
            "alias.promoted",
            await db.Set<LedgerEntry>().Where(e => e.ThingId == moved.Id).Select(e => e.Kind).ToListAsync(Ct)
        );
        var back = await world
            .Slice.Get<ProvenanceGraph>()
            .BackFromAsync(ThingKey.ModelAlias(world.Model.Id, "champion"), Ct);
        Assert.Equal(ThingKey.ModelVersion(version.Id), Assert.Single(Assert.Single(back).Edges).Input);
    }

    [Fact]
    public async Task One_person_twice_is_refused_by_the_door_and_by_the_database()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        var proposal = (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 1, "better", Ct))
            .Value
            .Proposal;
        Assert.IsType<SamePersonTwice>((await world.Aliases.ApproveAsync(world.Ada, proposal.Id, Ct)).Refusal);
        Assert.Null(await world.StandsAtAsync());

        await using var db = world.Slice.Db();
        db.Add(
            new AliasEvent
            {
                ModelId = proposal.ModelId,
                Alias = "champion",
                PreviousEventId = null,
                Move = AliasMove.Promotion,
                FromVersionId = null,
                ToVersionId = proposal.ToVersionId,
                Reason = "alone",
                ProposalId = proposal.Id,
                ProposedById = world.Ada.UserId,
                ProposedBy = "ada",
                ApprovedById = world.Ada.UserId,
                ApprovedBy = "ada",
                LearnedFrom = 0,
                Withdrawn = 0,
                ConsentDigest = new('0', 64),
                At = Slice.Start,
            }
        );
        world.Slice.Get<LedgerEntries>().Append(db, world.Ada, "test.forged", proposal.Id);
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Ct));
        Assert.Contains("ck_alias_event_two_persons", refused.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_approvals_at_once_move_once_and_the_other_is_told()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        var proposal = (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 1, "better", Ct))
            .Value
            .Proposal;
        var third = new Actor(Guid.CreateVersion7(), "cyn@test", world.Ben.Permissions);
        // The first approval waits inside the gate until the second has begun.
        var second = new TaskCompletionSource<Task<Result<AliasEvent>>>();
        world.Gate.Meanwhile = async () =>
        {
            world.Gate.Meanwhile = null;
            second.SetResult(world.Aliases.ApproveAsync(third, proposal.Id, Ct));
            await Task.Delay(200, Ct);
        };
        var first = await world.Aliases.ApproveAsync(world.Ben, proposal.Id, Ct);
        var other = await await second.Task;
        Assert.True(first.Ok, first.Refusal?.What);
        Assert.Equal(ProposalState.Carried, Assert.IsType<ProposalIsClosed>(other.Refusal).State);
        await using var db = world.Slice.Db();
        Assert.Equal(1, await db.Set<AliasEvent>().CountAsync(Ct));
    }

    [Fact]
    public async Task A_second_proposal_for_the_same_alias_waits_its_turn()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        await world.VersionAsync(2);
        var both = await Task.WhenAll(
            world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 1, "better", Ct),
            world.Aliases.ProposeAsync(world.Ben, "fault", "champion", 2, "better still", Ct)
        );
        Assert.Single(both, r => r.Ok);
        Assert.IsType<PromotionWaits>(both.Single(r => !r.Ok).Refusal);
        Assert.True((await world.Aliases.ProposeAsync(world.Ada, "fault", "candidate", 2, "another alias", Ct)).Ok);
        var open = both.Single(r => r.Ok).Value.Proposal;
        Assert.True(
            (
                await world.Aliases.WithdrawAsync(
                    open.ProposedById == world.Ada.UserId ? world.Ada : world.Ben,
                    open.Id,
                    Ct
                )
            ).Ok
        );
        Assert.True((await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 2, "now", Ct)).Ok);
    }

    [Fact]
    public async Task The_database_lets_no_alias_move_without_its_event_and_no_event_change()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        var other = await world.VersionAsync(2);
        await world.PromoteAsync(1);
        await using var db = world.Slice.Db();
        foreach (
            var statement in new[]
            {
                "UPDATE alias_events SET reason = 'x'",
                "DELETE FROM alias_events",
                "TRUNCATE alias_events CASCADE",
                "UPDATE alias_gate_answers SET state = 'Met'",
                "DELETE FROM alias_gate_answers",
                $"UPDATE model_aliases SET version_id = '{other.Id}'",
                "DELETE FROM model_aliases",
                $"UPDATE model_versions SET parity = 0 WHERE id = '{other.Id}'",
                $"DELETE FROM model_versions WHERE id = '{other.Id}'",
                $"DELETE FROM model_version_samples WHERE version_id = '{other.Id}'",
                $"UPDATE model_version_samples SET role = 'Test' WHERE version_id = '{other.Id}'",
            }
        )
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(statement, Ct));
        Assert.Equal(1, await world.StandsAtAsync());
    }

    [Fact]
    public async Task Gates_are_asked_twice_and_their_answers_kept_even_when_they_refuse()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        world.Gate.State = GateState.Unmet;
        var proposal = (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 1, "better", Ct)).Value;
        Assert.Equal(
            [GateNames.Consent, GateNames.Artifact, GateNames.Parity, GateNames.Audit],
            proposal.Answers.Select(a => a.Gate)
        );
        Assert.Equal(GateState.Unmet, proposal.Answers[^1].State);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var refused = await world.Aliases.ApproveAsync(world.Ben, proposal.Proposal.Id, Ct);
        Assert.Equal(["The audit failed."], Assert.IsType<GatesUnmet>(refused.Refusal).Lines);
        Assert.Null(await world.StandsAtAsync());

        world.Gate.State = GateState.Met;
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await world.Aliases.ApproveAsync(world.Ben, proposal.Proposal.Id, Ct)).Ok);
        await using var db = world.Slice.Db();
        var kept = await db.Set<AliasGateAnswer>()
            .Where(a => a.Gate == GateNames.Audit)
            .OrderBy(a => a.AskedAt)
            .Select(a => new
            {
                a.Phase,
                a.State,
                a.Link,
            })
            .ToListAsync(Ct);
        Assert.Equal(
            [
                (GatePhase.Proposing, GateState.Unmet),
                (GatePhase.Moving, GateState.Unmet),
                (GatePhase.Moving, GateState.Met),
            ],
            kept.Select(k => (k.Phase, k.State))
        );
        var row = Assert.Single(
            (await world.Aliases.HistoryAsync(world.Ada, "fault", "champion", null, null, Ct)).Value.Items
        );
        Assert.Equal(4, row.Answers.Count);
        Assert.All(row.Answers, a => Assert.Equal(GateState.Met, a.State));
    }

    [Fact]
    public async Task A_changed_or_unloadable_file_and_a_broken_parity_stop_a_promotion()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1, parity: 1e-3);
        await world.VersionAsync(2, loads: false);
        Assert.Equal([GateNames.Parity], await UnmetAsync(1));
        Assert.Equal([GateNames.Artifact], await UnmetAsync(2));

        async Task<IEnumerable<string>> UnmetAsync(int number) =>
            (await world.Aliases.GatesAsync(world.Ada, "fault", "champion", number, AliasMove.Promotion, Ct))
                .Value.Where(a => a.State == GateState.Unmet)
                .Select(a => a.Gate);
    }

    [Fact]
    public async Task Bad_requests_are_refused_in_words()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        Assert.IsType<NotAllowed>(
            (await world.Aliases.ProposeAsync(Slice.Nobody, "fault", "champion", 1, "r", Ct)).Refusal
        );
        Assert.IsType<AliasNameUnusable>(
            (await world.Aliases.ProposeAsync(world.Ada, "fault", "The Best", 1, "r", Ct)).Refusal
        );
        Assert.IsType<ReasonMissing>(
            (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 1, " ", Ct)).Refusal
        );
        Assert.IsType<NotFound>((await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 9, "r", Ct)).Refusal);
        Assert.IsType<NotFound>((await world.Aliases.ApproveAsync(world.Ada, Guid.NewGuid(), Ct)).Refusal);
        await world.PromoteAsync(1);
        Assert.IsType<AliasIsThere>(
            (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 1, "again", Ct)).Refusal
        );
    }
}
