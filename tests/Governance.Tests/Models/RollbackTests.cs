using Governance.Models;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Models;

public sealed class RollbackTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_to_the_newest_clean_version_that_the_alias_has_held_and_one_person_suffices()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        var few = world.Subjects.Take(1).ToList();
        await world.VersionAsync(1, few);
        await world.VersionAsync(2);
        await world.VersionAsync(3, loads: false);
        await world.VersionAsync(4);
        await world.VersionAsync(5, few);
        await world.PromoteAsync(1);
        await world.PromoteAsync(2);
        await world.PromoteAsync(4);
        await world.WithdrawAsync(world.Subjects[1]);

        var offer = (await world.Aliases.OfferRollbackAsync(world.Ada, "fault", "champion", Ct)).Value;
        Assert.Equal([(2, false), (1, true)], offer.Targets.Select(t => (t.Number, t.Clean)));
        Assert.Equal((4, 1), (offer.StandsAt, offer.Offered));
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var moved = (
            await world.Aliases.RollBackAsync(
                world.Ada,
                "fault",
                "champion",
                null,
                "it learned from somebody who withdrew",
                Ct
            )
        ).Value;
        Assert.Equal((AliasMove.Rollback, (Guid?)null), (moved.Move, moved.ApprovedById));
        Assert.Equal(1, await world.StandsAtAsync());
        var history = (await world.Aliases.HistoryAsync(world.Ada, "fault", "champion", null, null, Ct)).Value.Items;
        Assert.Equal([1, 4, 2, 1], history.Select(e => e.ToNumber));
        Assert.Equal(
            history.Skip(1).Select(e => (Guid?)e.Event.Id).Append(null),
            history.Select(e => e.Event.PreviousEventId)
        );
    }

    [Fact]
    public async Task A_version_that_never_held_the_alias_or_fails_a_gate_is_no_way_back()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        await world.VersionAsync(2);
        await world.VersionAsync(3);
        Assert.IsType<NotFound>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", null, "r", Ct)).Refusal
        );
        await world.PromoteAsync(1);
        Assert.IsType<NothingToRollBack>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", null, "r", Ct)).Refusal
        );
        await world.PromoteAsync(2);
        Assert.IsType<NeverHeld>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", 3, "r", Ct)).Refusal
        );
        Assert.IsType<ReasonMissing>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", 1, "", Ct)).Refusal
        );
        world.Gate.State = GateState.Unmet;
        Assert.IsType<GatesUnmet>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", 1, "r", Ct)).Refusal
        );
        world.Gate.State = GateState.NotAsked;
        await world.WithdrawAsync(world.Subjects[0]);
        Assert.IsType<NoCleanVersion>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", null, "r", Ct)).Refusal
        );
        Assert.Equal(2, await world.StandsAtAsync());
    }

    [Fact]
    public async Task It_ends_a_promotion_that_waits_and_a_late_approval_moves_nothing()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        await world.VersionAsync(2);
        await world.VersionAsync(3);
        await world.PromoteAsync(1);
        await world.PromoteAsync(2);
        var waiting = (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 3, "better", Ct))
            .Value
            .Proposal;
        Assert.True((await world.Aliases.RollBackAsync(world.Ben, "fault", "champion", 1, "it errs at night", Ct)).Ok);
        Assert.IsType<ProposalIsClosed>((await world.Aliases.ApproveAsync(world.Ben, waiting.Id, Ct)).Refusal);
        Assert.Equal(1, await world.StandsAtAsync());
    }
}
