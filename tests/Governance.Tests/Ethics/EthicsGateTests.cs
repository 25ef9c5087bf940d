using Governance.Ethics;
using Governance.Models;
using Governance.Testing;

namespace Governance.Tests.Ethics;

public sealed class EthicsGateTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<GateAnswer> AskAsync(
        Slice slice,
        string gate,
        ModelVersion version,
        string alias = "champion",
        AliasMove move = AliasMove.Promotion
    )
    {
        await using var db = slice.Db();
        return await slice
            .Get<IEnumerable<IPromotionGate>>()
            .Single(g => g.Name == gate)
            .AskAsync(db, new(version.Id, alias, move, slice.Time.GetUtcNow()), Ct);
    }

    private static Task<GateAnswer> EthicsAsync(
        Slice slice,
        ModelVersion version,
        string alias = "champion",
        AliasMove move = AliasMove.Promotion
    ) => AskAsync(slice, GateNames.Ethics, version, alias, move);

    [Fact]
    public async Task Only_an_approval_of_this_version_and_alias_that_has_not_run_out_opens_the_gate()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var (version, other) = (await slice.VersionAsync(), await slice.VersionAsync());
        Assert.Equal(
            (GateState.Unmet, null),
            ((await EthicsAsync(slice, version)).State, (await EthicsAsync(slice, version)).Link)
        );
        var review = await slice.SubmittedAsync(Slice.Steward, version);
        Assert.Contains("waiting for the board", (await EthicsAsync(slice, version)).Line, StringComparison.Ordinal);
        var decided = await slice.DecideAsync(review, VoteChoice.For, emil);

        var answer = await EthicsAsync(slice, version);
        Assert.Equal(GateState.Met, answer.State);
        Assert.Equal((decided.DecisionDigest, $"/trust/reviews/{review.Id}"), (answer.Digest, answer.Link));
        Assert.Equal(GateState.Unmet, (await EthicsAsync(slice, version, "candidate")).State);
        Assert.Equal(GateState.Unmet, (await EthicsAsync(slice, other)).State);
        slice.Time.Advance(TimeSpan.FromDays(365) - TimeSpan.FromSeconds(1));
        Assert.Equal(GateState.Met, (await EthicsAsync(slice, version)).State);
        slice.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Contains("expired on 2 Mar 2027", (await EthicsAsync(slice, version)).Line, StringComparison.Ordinal);
        Assert.Equal(GateState.NotAsked, (await EthicsAsync(slice, version, move: AliasMove.Rollback)).State);

        var again = await slice.DecideAsync(
            await slice.SubmittedAsync(Slice.Steward, version),
            VoteChoice.Against,
            emil
        );
        Assert.Equal(ReviewState.Rejected, again.State);
        Assert.Equal(GateState.Unmet, (await EthicsAsync(slice, version)).State);
        Assert.Equal(GateState.Unmet, (await EthicsAsync(slice, version, move: AliasMove.Rollback)).State);
    }

    [Fact]
    public async Task A_later_rejection_ends_an_approval_and_a_withdrawn_review_changes_nothing()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var version = await slice.VersionAsync();
        await slice.DecideAsync(await slice.SubmittedAsync(Slice.Steward, version), VoteChoice.For, emil);
        slice.Time.Advance(TimeSpan.FromHours(1));
        EthicsWorld.Expect(
            await slice
                .Get<EthicsReviews>()
                .WithdrawAsync(Slice.Steward, (await slice.SubmittedAsync(Slice.Steward, version)).Id, Ct)
        );
        Assert.Equal(GateState.Met, (await EthicsAsync(slice, version)).State);
        slice.Time.Advance(TimeSpan.FromHours(1));
        await slice.DecideAsync(await slice.SubmittedAsync(Slice.Steward, version), VoteChoice.Against, emil);
        Assert.Equal(GateState.Unmet, (await EthicsAsync(slice, version)).State);
    }

    [Fact]
    public async Task The_machines_condition_stops_a_promotion_until_the_newest_audit_has_groups_large_enough()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var version = await slice.VersionAsync();
        var review = await slice.SubmittedAsync(Slice.Steward, version);
        var size = (
            await board.AddConditionAsync(
                emil,
                review.Id,
                new(ConditionKind.MinimumGroupSize, "Smaller groups say nothing.", 30),
                Ct
            )
        ).Value;
        var person = (
            await board.AddConditionAsync(emil, review.Id, new(ConditionKind.ByPerson, "Inspectors are told."), Ct)
        ).Value;
        await slice.DecideAsync(review, VoteChoice.For, emil);
        Assert.Contains(
            "no audit of this version by the promotion policy is finished",
            (await EthicsAsync(slice, version)).Line,
            StringComparison.Ordinal
        );

        await slice.AuditAsync(version, true, new Dictionary<string, int> { ["light=day"] = 200, ["light=dim"] = 29 });
        var stopped = await EthicsAsync(slice, version);
        Assert.Equal(GateState.Unmet, stopped.State);
        Assert.Contains(
            "light=dim, has 29 samples, but at least 30 are required",
            stopped.Line,
            StringComparison.Ordinal
        );
        Assert.IsType<ConditionCheckedByMachine>(
            (await board.FulfilAsync(emil, review.Id, size, "trust me", Ct)).Refusal
        );

        slice.Time.Advance(TimeSpan.FromMinutes(1));
        await slice.AuditAsync(version, true, new Dictionary<string, int> { ["light=day"] = 200, ["light=dim"] = 30 });
        Assert.Contains(
            "“Inspectors are told” is not fulfilled yet",
            (await EthicsAsync(slice, version)).Line,
            StringComparison.Ordinal
        );
        var views = (await slice.Get<EthicsReviews>().FindAsync(emil, review.Id, Ct)).Value.Conditions;
        Assert.Equal([true, false], views.Select(c => c.Holds));
        EthicsWorld.Expect(await board.FulfilAsync(emil, review.Id, person, "minutes of the briefing", Ct));
        Assert.IsType<ConditionAlreadyFulfilled>((await board.FulfilAsync(emil, review.Id, person, null, Ct)).Refusal);
        Assert.Equal(GateState.Met, (await EthicsAsync(slice, version)).State);

        slice.Time.Advance(TimeSpan.FromMinutes(1));
        await slice.AuditAsync(version, true, new Dictionary<string, int> { ["light=dim"] = 12 });
        Assert.Equal(GateState.Unmet, (await EthicsAsync(slice, version)).State);
    }

    [Fact]
    public async Task The_audit_gate_wants_the_newest_audit_by_the_policy_to_have_passed_and_names_the_finding()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var version = await slice.VersionAsync();
        Assert.Equal(GateState.Unmet, (await AskAsync(slice, GateNames.Audit, version)).State);
        var passed = await slice.AuditAsync(version, true, new Dictionary<string, int>());
        Assert.Equal(
            (GateState.Met, passed.ReportDigest),
            (
                (await AskAsync(slice, GateNames.Audit, version)).State,
                (await AskAsync(slice, GateNames.Audit, version)).Digest
            )
        );
        slice.Time.Advance(TimeSpan.FromMinutes(1));
        await slice.AuditAsync(
            version,
            false,
            new Dictionary<string, int>(),
            "In dim light it is right in 41 of 100.",
            "more"
        );
        var answer = await AskAsync(slice, GateNames.Audit, version);
        Assert.Equal(GateState.Unmet, answer.State);
        Assert.StartsWith(
            "The audit did not pass: In dim light it is right in 41 of 100.",
            answer.Line,
            StringComparison.Ordinal
        );
        // No policy has let this version through before, so a way back needs the audit as well.
        Assert.Equal(
            GateState.Unmet,
            (await AskAsync(slice, GateNames.Audit, version, move: AliasMove.Rollback)).State
        );
    }

    [Fact]
    public async Task A_promotion_waits_for_its_review_and_cites_the_decision()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var version = await slice.VersionAsync();
        await using var db = slice.Db();
        var name = db.Set<Model>().Single(m => m.Id == version.ModelId).Name;
        async Task<GateAnswer> ShownAsync() =>
            (
                await slice.Get<ModelAliases>().GatesAsync(Slice.Steward, name, "champion", 1, AliasMove.Promotion, Ct)
            ).Value.Single(g => g.Gate == GateNames.Ethics);
        Assert.Equal(GateState.Unmet, (await ShownAsync()).State);
        var proposal = (
            await slice.Get<ModelAliases>().ProposeAsync(Slice.Steward, name, "champion", 1, "it is better", Ct)
        ).Value;
        var second = await slice.PersonAsync("Clara", ModelsPolicies.Approve);
        var refused = Assert.IsType<GatesUnmet>(
            (await slice.Get<ModelAliases>().ApproveAsync(second, proposal.Proposal.Id, Ct)).Refusal
        );
        Assert.Contains(
            "No ethics review covers this version as champion.",
            refused.What + string.Join(' ', refused.Remedy),
            StringComparison.Ordinal
        );
        var decided = await slice.DecideAsync(await slice.SubmittedAsync(Slice.Steward, version), VoteChoice.For, emil);
        Assert.Equal(
            (GateState.Met, decided.DecisionDigest),
            ((await ShownAsync()).State, (await ShownAsync()).Digest)
        );
    }
}
