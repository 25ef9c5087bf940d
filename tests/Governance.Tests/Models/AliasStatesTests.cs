using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Models;

public sealed class AliasStatesTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<AliasRow> ChampionAsync(ModelsWorld world) =>
        (await world.Registry.FindAsync(world.Ada, "fault", Ct)).Value.Aliases.Single();

    private static async Task<ModelsWorld> TwiceAsync(TestDatabase server)
    {
        var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        await world.VersionAsync(2);
        await world.PromoteAsync(1);
        await world.PromoteAsync(2);
        return world;
    }

    [Fact]
    public async Task One_officer_suspends_and_resumes_with_reasons_that_history_and_ledger_keep()
    {
        await using var world = await TwiceAsync(server);

        var suspended = await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", null, " errs at night ", Ct);

        Assert.True(suspended.Ok, suspended.Refusal?.What);
        var row = await ChampionAsync(world);
        Assert.Equal(
            (AliasState.Suspended, "errs at night", (int?)null, 2),
            (row.State, row.StateReason, row.FallbackNumber, row.Number)
        );
        Assert.IsType<AliasIsSuspended>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", null, "again", Ct)).Refusal
        );
        Assert.Equal(0, (await world.Registry.TaintedAsync(world.Ada, -1, Ct)).Value);

        Assert.True((await world.Aliases.ResumeAsync(world.Ben, "fault", "champion", "the lamp was mended", Ct)).Ok);

        Assert.Equal(
            (AliasState.InService, null),
            ((await ChampionAsync(world)).State, (await ChampionAsync(world)).StateReason)
        );
        Assert.IsType<AliasNotSuspended>(
            (await world.Aliases.ResumeAsync(world.Ben, "fault", "champion", "again", Ct)).Refusal
        );
        var history = (await world.Aliases.StateChangesAsync(world.Ada, "fault", null, null, Ct)).Value.Items;
        Assert.Equal(
            [(AliasState.InService, "ben@test", 2), (AliasState.Suspended, "ada@test", 2)],
            history.Select(h => (h.Change.State, h.Change.Changed.By, h.Number))
        );
        await using var db = world.Slice.Db();
        var kinds = await db.Set<LedgerEntry>().OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync(Ct);
        Assert.Contains("alias.suspended", kinds);
        Assert.Contains("alias.resumed", kinds);
    }

    [Fact]
    public async Task A_fallback_is_a_clean_version_that_two_persons_promoted_before()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1, [.. world.Subjects.Take(1)]);
        await world.VersionAsync(2);
        await world.VersionAsync(3);
        await world.VersionAsync(4);
        await world.PromoteAsync(1);
        await world.PromoteAsync(2);
        await world.PromoteAsync(4);
        await world.WithdrawAsync(world.Subjects[1]);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));

        // Version 3 never held the alias: one officer alone would put it into use.
        Assert.IsType<FallbackNeverHeld>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", 3, "r", Ct)).Refusal
        );
        Assert.IsType<FallbackNeverHeld>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", 4, "r", Ct)).Refusal
        );
        Assert.IsType<FallbackNotClean>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", 2, "r", Ct)).Refusal
        );
        world.Gate.State = GateState.Unmet;
        Assert.IsType<GatesForbidAnswers>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", 1, "r", Ct)).Refusal
        );
        world.Gate.State = GateState.NotAsked;
        Assert.Equal(AliasState.InService, (await ChampionAsync(world)).State);

        Assert.True((await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", 1, "consent lost", Ct)).Ok);

        Assert.Equal((4, 1), ((await ChampionAsync(world)).Number, (await ChampionAsync(world)).FallbackNumber));
        // The fallback loses its ground too: the officer takes it out of service without resuming the alias in between.
        Assert.True((await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", null, "lost too", Ct)).Ok);
        Assert.Equal((4, null), ((await ChampionAsync(world)).Number, (await ChampionAsync(world)).FallbackNumber));
        Assert.IsType<AliasIsSuspended>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", null, "again", Ct)).Refusal
        );
        // Its own version stands on withdrawn consent, so the officer cannot simply resume it.
        Assert.IsType<GatesForbidAnswers>(
            (await world.Aliases.ResumeAsync(world.Ada, "fault", "champion", "r", Ct)).Refusal
        );
    }

    [Fact]
    public async Task A_retired_alias_has_ended_for_every_door()
    {
        await using var world = await TwiceAsync(server);
        await world.VersionAsync(3);
        var waiting = (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 3, "better", Ct))
            .Value
            .Proposal;

        Assert.True((await world.Aliases.RetireAsync(world.Ada, "fault", "champion", "the pump is gone", Ct)).Ok);

        Assert.Equal(AliasState.Retired, (await ChampionAsync(world)).State);
        Assert.IsType<ProposalIsClosed>((await world.Aliases.ApproveAsync(world.Ben, waiting.Id, Ct)).Refusal);
        Assert.IsType<AliasHasEnded>(
            (await world.Aliases.ProposeAsync(world.Ada, "fault", "champion", 3, "better", Ct)).Refusal
        );
        Assert.IsType<AliasHasEnded>(
            (await world.Aliases.RollBackAsync(world.Ada, "fault", "champion", 1, "back", Ct)).Refusal
        );
        Assert.IsType<AliasHasEnded>(
            (await world.Aliases.ResumeAsync(world.Ada, "fault", "champion", "back", Ct)).Refusal
        );
        Assert.IsType<AliasHasEnded>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", null, "r", Ct)).Refusal
        );
        Assert.Equal(2, await world.StandsAtAsync());
    }

    [Fact]
    public async Task Only_those_who_may_suspend_change_the_state_and_each_change_has_a_reason()
    {
        await using var world = await TwiceAsync(server);
        var steward = new Actor(
            Guid.CreateVersion7(),
            "steward@test",
            new HashSet<string> { ModelsPolicies.Read, ModelsPolicies.Promote, ModelsPolicies.RollBack }
        );

        Assert.IsType<NotAllowed>(
            (await world.Aliases.SuspendAsync(steward, "fault", "champion", null, "r", Ct)).Refusal
        );
        Assert.IsType<NotAllowed>((await world.Aliases.ResumeAsync(steward, "fault", "champion", "r", Ct)).Refusal);
        Assert.IsType<NotAllowed>((await world.Aliases.RetireAsync(steward, "fault", "champion", "r", Ct)).Refusal);
        Assert.IsType<ReasonMissing>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "champion", null, " ", Ct)).Refusal
        );
        Assert.IsType<NotFound>(
            (await world.Aliases.SuspendAsync(world.Ada, "fault", "missing", null, "r", Ct)).Refusal
        );
        Assert.Equal(AliasState.InService, (await ChampionAsync(world)).State);
    }
}
