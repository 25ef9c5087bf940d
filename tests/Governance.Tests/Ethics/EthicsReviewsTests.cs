using Governance.Ethics;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Provenance;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Ethics;

public sealed class EthicsReviewsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static void Refused<T>(Result result)
        where T : Refusal => Assert.IsType<T>(result.Refusal);

    [Fact]
    public async Task Words_that_no_field_may_hold_are_refused_by_their_place()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var (version, steward) = (
            await slice.VersionAsync(),
            await slice.PersonAsync("Stefan", EthicsPolicies.Read, EthicsPolicies.Submit)
        );
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var good = EthicsWorld.Asking(version);
        async Task<string> FieldAsync(NewReview wanted) =>
            Assert.IsType<UnfitText>((await board.DraftAsync(steward, wanted, submit: false, Ct)).Refusal).Field;
        Assert.Equal("title", await FieldAsync(good with { Title = "a\0" }));
        Assert.Equal("title", await FieldAsync(good with { Title = new('t', EthicsReview.MaxTitle + 1) }));
        Assert.Equal("laySummary", await FieldAsync(good with { LaySummary = "a\uFFFE" }));
        Assert.Equal(
            "risks[1].what",
            await FieldAsync(good with { Risks = [good.Risks[0], new("a\0", RiskLevel.Low, [])] })
        );
        Assert.Equal(
            "risks[0].measures[1]",
            await FieldAsync(
                good with
                {
                    Risks = [new("a", RiskLevel.Low, ["fine", new('m', EthicsReview.MaxWords + 1)])],
                }
            )
        );
        Assert.True(
            (await board.DraftAsync(steward, good with { Risks = [null!, .. good.Risks] }, submit: false, Ct)).Ok
        );

        var review = await slice.SubmittedAsync(steward, version);
        Assert.Equal(
            "words",
            Assert
                .IsType<UnfitText>(
                    (await board.AddConditionAsync(emil, review.Id, new(ConditionKind.ByPerson, "a\0"), Ct)).Refusal
                )
                .Field
        );
        Assert.IsType<ConditionInvalid>(
            (
                await board.AddConditionAsync(
                    emil,
                    review.Id,
                    new(ConditionKind.MinimumGroupSize, "a", int.MaxValue),
                    Ct
                )
            ).Refusal
        );
        Refused<UnfitText>(await board.DeclareConflictAsync(emil, review.Id, "a" + (char)0xD800, Ct));
        await slice.OpenVoteAsync(review, emil, await slice.MemberAsync("Sara", MemberKind.Scientific));
        Refused<UnfitText>(await board.VoteAsync(emil, review.Id, VoteChoice.For, "a\0", Ct));
    }

    [Fact]
    public async Task A_review_goes_from_its_words_to_minutes_that_cannot_be_edited()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var (version, steward) = (
            await slice.VersionAsync(),
            await slice.PersonAsync("Stefan", EthicsPolicies.Read, EthicsPolicies.Submit)
        );
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var sara = await slice.MemberAsync("Sara", MemberKind.Scientific, EthicsPolicies.Read, EthicsPolicies.Vote);
        var away = await slice.MemberAsync("Anton", MemberKind.Scientific);
        var review = await slice.SubmittedAsync(steward, version);
        Assert.Equal((1, ReviewState.Submitted), (review.Number, review.State));
        Assert.True(
            (await board.AddConditionAsync(emil, review.Id, new(ConditionKind.ByPerson, "Inspectors are told."), Ct)).Ok
        );
        await slice.OpenVoteAsync(review, emil, sara);

        Refused<NotPresent>(await board.VoteAsync(away, review.Id, VoteChoice.For, null, Ct));
        Refused<NotOnTheBoard>(await board.VoteAsync(Slice.Steward, review.Id, VoteChoice.For, null, Ct));
        Refused<NotAllowed>(await board.VoteAsync(Slice.Nobody, review.Id, VoteChoice.For, null, Ct));
        Refused<ReasonForNoMissing>(await board.VoteAsync(sara, review.Id, VoteChoice.Against, " ", Ct));
        EthicsWorld.Expect(await board.VoteAsync(emil, review.Id, VoteChoice.For, "the measures are sound", Ct));
        Refused<VotesOutstanding>(await board.CloseAsync(emil, review.Id, Ct));
        Refused<NotAllowed>(await board.CloseAsync(sara, review.Id, Ct));
        EthicsWorld.Expect(await board.VoteAsync(sara, review.Id, VoteChoice.Against, "too early", Ct));
        EthicsWorld.Expect(await board.VoteAsync(sara, review.Id, VoteChoice.For, null, Ct)); // she changed her mind: still one vote

        var open = (await slice.Get<EthicsReviews>().FindAsync(sara, review.Id, Ct)).Value;
        Assert.Null(open.Board.Single(s => s.Name == "Emil").Choice);
        Assert.True(open.Board.Single(s => s.Name == "Emil").HasVoted);
        Assert.Equal(VoteChoice.For, open.Me.Choice);

        EthicsWorld.Expect(await board.CloseAsync(emil, review.Id, Ct));
        var decided = await slice.ReviewAsync(review.Id);
        Assert.Equal(ReviewState.ApprovedWithConditions, decided.State);
        Assert.Equal(new Tally(2, 0, 0, 2), decided.Minutes!.Tally);
        Assert.Equal(new Quorum(3, 2, 2, 1), decided.Minutes.Quorum);
        Assert.Equal(decided.Minutes.Digest(), decided.DecisionDigest);
        Assert.Equal(slice.Time.GetUtcNow() + TimeSpan.FromDays(365), decided.ExpiresAt);
        Assert.Equal(["Anton", "Emil", "Sara"], decided.Minutes.Board.Select(s => s.Name));

        Refused<VoteNotOpen>(await board.VoteAsync(sara, review.Id, VoteChoice.Against, "no", Ct));
        Refused<VoteNotOpen>(await board.CloseAsync(emil, review.Id, Ct)); // the event came twice
        Refused<ReviewNotBeforeTheBoard>(await board.DeclareConflictAsync(sara, review.Id, "late", Ct));
        Refused<ReviewIsDecided>(await board.WithdrawAsync(steward, review.Id, Ct));

        var steps = await slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.Review(review.Id), Ct);
        Assert.Equal(["ethics-decide", "ethics-submit"], steps.Select(s => s.Activity.Kind).Order());
        Assert.Contains(steps.SelectMany(s => s.Edges), e =>
            e.OutputDigest == decided.DecisionDigest && e.Input == ThingKey.ModelVersion(version.Id)
        );
        var entries = (await slice.Get<LedgerEntries>().ListAsync(review.Id, null, 200, Ct)).Value.Items;
        Assert.Equal(3, entries.Count(e => e.Kind == "ethics-review.voted"));
        Assert.DoesNotContain(entries, e =>
            System.Text.Encoding.UTF8.GetString(e.Body).Contains("too early", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Who_has_an_interest_neither_counts_nor_votes_nor_conducts()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var emil = await slice.MemberAsync(
            "Emil",
            MemberKind.Nonscientific,
            EthicsPolicies.Read,
            EthicsPolicies.Vote,
            EthicsPolicies.Conduct,
            EthicsPolicies.Submit
        );
        var sara = await slice.MemberAsync("Sara", MemberKind.Community);
        var review = await slice.SubmittedAsync(emil, await slice.VersionAsync());
        EthicsWorld.Expect(await board.MarkPresentAsync(sara, review.Id, null, true, Ct));
        EthicsWorld.Expect(await board.MarkPresentAsync(emil, review.Id, null, true, Ct));
        Refused<MemberConflicted>(await board.OpenVoteAsync(emil, review.Id, Ct));
        Refused<NoQuorum>(await board.OpenVoteAsync(sara, review.Id, Ct)); // he is there, and does not count
        var udo = await slice.MemberAsync("Udo", MemberKind.Scientific);
        await slice.OpenVoteAsync(review, udo, sara);
        Refused<MemberConflicted>(await board.VoteAsync(emil, review.Id, VoteChoice.For, null, Ct));

        EthicsWorld.Expect(await board.VoteAsync(udo, review.Id, VoteChoice.For, null, Ct));
        EthicsWorld.Expect(await board.DeclareConflictAsync(udo, review.Id, "my team trained it", Ct));
        Refused<ConflictAlreadyStands>(await board.DeclareConflictAsync(udo, review.Id, "again", Ct));
        Refused<MemberConflicted>(await board.CloseAsync(udo, review.Id, Ct));
        Refused<NoQuorum>(await board.CloseAsync(sara, review.Id, Ct)); // 1 of 3 is left who may vote
        // The quorum is checked at each vote, not only at the opening.
        Refused<NoQuorum>(await board.VoteAsync(sara, review.Id, VoteChoice.For, null, Ct));
        await using var db = slice.Db();
        Assert.False(await db.Set<ReviewVote>().AnyAsync(v => v.ReviewId == review.Id, Ct));
        EthicsWorld.Expect(await board.AdjournAsync(sara, review.Id, Ct));
        Assert.Equal(ReviewState.Submitted, (await slice.ReviewAsync(review.Id)).State);
        EthicsWorld.Expect(await board.WithdrawAsync(emil, review.Id, Ct));
        Refused<ReviewNotBeforeTheBoard>(await board.MarkPresentAsync(sara, review.Id, null, false, Ct));
    }

    [Fact]
    public async Task Presence_is_marked_by_oneself_or_by_who_conducts_and_is_part_of_a_vote()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var sara = await slice.MemberAsync("Sara", MemberKind.Scientific, EthicsPolicies.Read, EthicsPolicies.Vote);
        var review = await slice.SubmittedAsync(Slice.Steward, await slice.VersionAsync());
        var seats = (await slice.Get<BoardMembers>().ListAsync(emil, null, null, Ct)).Value.Items;
        Guid SeatOf(Actor person) => seats.Single(s => s.UserId == person.UserId).Id;
        Refused<OnlyForYourself>(await board.MarkPresentAsync(sara, review.Id, SeatOf(emil), true, Ct));
        EthicsWorld.Expect(await board.MarkPresentAsync(emil, review.Id, SeatOf(sara), true, Ct));
        EthicsWorld.Expect(await board.MarkPresentAsync(emil, review.Id, null, true, Ct));
        EthicsWorld.Expect(await board.OpenVoteAsync(emil, review.Id, Ct));
        EthicsWorld.Expect(await board.VoteAsync(emil, review.Id, VoteChoice.For, null, Ct));
        Refused<HasVoted>(await board.MarkPresentAsync(emil, review.Id, null, false, Ct));
        EthicsWorld.Expect(await board.MarkPresentAsync(sara, review.Id, null, false, Ct));
        Refused<NoQuorum>(await board.CloseAsync(emil, review.Id, Ct));
        Refused<ConditionsAreFixed>(
            await board.AddConditionAsync(emil, review.Id, new(ConditionKind.ByPerson, "later"), Ct)
        );
    }

    [Fact]
    public async Task Two_closings_and_two_votes_at_once_leave_one_decision_and_one_vote_each()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var review = await slice.SubmittedAsync(Slice.Steward, await slice.VersionAsync());
        await slice.OpenVoteAsync(review, emil);
        var votes = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => board.VoteAsync(emil, review.Id, VoteChoice.For, null, Ct))
        );
        Assert.All(votes, EthicsWorld.Expect);
        var closings = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => board.CloseAsync(emil, review.Id, Ct)));
        Assert.Single(closings, c => c.Ok);
        Assert.All(closings.Where(c => !c.Ok), Refused<VoteNotOpen>);
        await using var db = slice.Db();
        Assert.Equal(1, await db.Set<ReviewVote>().CountAsync(v => v.ReviewId == review.Id, Ct));
        Assert.Single((await slice.Get<LedgerEntries>().ListAsync(review.Id, null, 200, Ct)).Value.Items, e =>
            e.Kind == "ethics-review.decided"
        );
    }

    [Fact]
    public async Task The_database_itself_keeps_what_was_decided()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var review = await slice.SubmittedAsync(Slice.Steward, await slice.VersionAsync());
        await using var db = slice.Db();
        await Assert.ThrowsAnyAsync<Exception>(() =>
            db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO ethics_votes (id, review_id, member_id, choice, cast_at)
                SELECT gen_random_uuid(), {review.Id}, id, 'For', now() FROM ethics_members
                """,
                Ct
            )
        );
        Assert.True(
            (
                await slice
                    .Get<EthicsReviews>()
                    .AddConditionAsync(emil, review.Id, new(ConditionKind.MinimumGroupSize, "small groups", 30), Ct)
            ).Ok
        );
        await slice.DecideAsync(review, VoteChoice.For, emil);
        foreach (
            var forgery in new[]
            {
                "UPDATE ethics_votes SET choice = 'Against'",
                "DELETE FROM ethics_votes",
                "UPDATE ethics_reviews SET expires_at = now() + interval '9 years'",
                "UPDATE ethics_reviews SET state = 'Voting'",
                "DELETE FROM ethics_reviews",
                "UPDATE ethics_conditions SET minimum = 1",
                "DELETE FROM ethics_conditions",
                "DELETE FROM ethics_presences",
            }
        )
        {
#pragma warning disable EF1002 // fixed text
            var e = await Assert.ThrowsAnyAsync<Npgsql.PostgresException>(() =>
                db.Database.ExecuteSqlRawAsync(forgery, Ct)
            );
#pragma warning restore EF1002
            Assert.Equal(Npgsql.PostgresErrorCodes.RestrictViolation, e.SqlState);
        }
    }

    [Fact]
    public async Task A_review_is_refused_where_it_cannot_be_judged_or_one_is_under_way()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var board = slice.Get<EthicsReviews>();
        var version = await slice.VersionAsync();
        var asking = EthicsWorld.Asking(version);
        async Task<Refusal?> TryAsync(NewReview wanted, bool submit = true) =>
            (await board.DraftAsync(Slice.Steward, wanted, submit, Ct)).Refusal;
        Assert.IsType<NotAllowed>((await board.DraftAsync(Slice.Nobody, asking, true, Ct)).Refusal);
        Assert.IsType<RisksMissing>(await TryAsync(asking with { Risks = [] }));
        Assert.IsType<RiskUnnamed>(
            await TryAsync(asking with { Risks = [new("", RiskLevel.Low, ["a measure of nothing"])] })
        );
        Assert.IsType<AliasUnusable>(await TryAsync(asking with { Alias = "the best!" }));
        Assert.IsType<NotFound>(await TryAsync(asking with { ModelVersionId = Guid.NewGuid() }));
        Assert.IsType<VersionNotTrained>(
            await TryAsync(EthicsWorld.Asking(await slice.VersionAsync(ModelVersionState.Training)))
        );
        var draft = (await board.DraftAsync(Slice.Steward, asking with { Risks = [] }, submit: false, Ct)).Value;
        Refused<RisksMissing>(await board.SubmitAsync(Slice.Steward, draft.Id, Ct));
        Refused<NotYourReview>(
            await board.SubmitAsync(await slice.PersonAsync("Other", EthicsPolicies.Submit), draft.Id, Ct)
        );
        Refused<ReviewAimStands>(
            await board.ReviseAsync(Slice.Steward, draft.Id, asking with { Alias = "another" }, Ct)
        );
        EthicsWorld.Expect(await board.ReviseAsync(Slice.Steward, draft.Id, asking, Ct));
        EthicsWorld.Expect(await board.SubmitAsync(Slice.Steward, draft.Id, Ct));
        Refused<ReviewNotDraft>(await board.SubmitAsync(Slice.Steward, draft.Id, Ct));
        Refused<ReviewNotDraft>(await board.ReviseAsync(Slice.Steward, draft.Id, asking, Ct));
        Assert.IsType<ReviewUnderWay>(await TryAsync(asking));
        Assert.Null(await TryAsync(asking with { Alias = "candidate" }));
        var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryAsync(asking with { Alias = "shadow" })));
        Assert.Single(twice, r => r is null);
    }
}
