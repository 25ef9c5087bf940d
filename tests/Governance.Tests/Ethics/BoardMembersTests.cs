using Governance.Ethics;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Ethics;

public sealed class BoardMembersTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_has_one_seat_at_a_time_and_may_come_back()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var register = slice.Get<BoardMembers>();
        var person = await slice.PersonAsync("Pia");
        Assert.IsType<NotAllowed>(
            (await register.AppointAsync(person, person.UserId, MemberKind.Community, null, null, Ct)).Refusal
        );
        var now = slice.Time.GetUtcNow();
        Assert.IsType<SeatPeriodInvalid>(
            (
                await register.AppointAsync(
                    Slice.Steward,
                    person.UserId,
                    MemberKind.Community,
                    now.AddDays(9),
                    now.AddDays(9),
                    Ct
                )
            ).Refusal
        );
        var appointments = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    register.AppointAsync(
                        Slice.Steward,
                        person.UserId,
                        MemberKind.Community,
                        now.AddYears(-1),
                        null,
                        Ct
                    )
                )
        );
        var seat = appointments.Single(a => a.Ok).Value;
        Assert.Equal((true, now), (seat.Active, seat.From)); // a seat never reaches back
        Assert.All(appointments.Where(a => !a.Ok), a => Assert.IsType<AlreadyOnTheBoard>(a.Refusal));
        EthicsWorld.Expect(await register.EndAsync(Slice.Steward, seat.Id, Ct));
        Assert.IsType<SeatHasEnded>((await register.EndAsync(Slice.Steward, seat.Id, Ct)).Refusal);
        Assert.True(
            (await register.AppointAsync(Slice.Steward, person.UserId, MemberKind.Scientific, null, null, Ct)).Ok
        );
        Assert.Equal(
            [true, false],
            (await register.ListAsync(person, null, null, Ct)).Value.Items.Select(m => m.Active)
        );
    }

    [Fact]
    public async Task What_waits_is_told_to_the_one_for_whom_it_waits()
    {
        await using var slice = await EthicsWorld.OpenAsync(server);
        var shelf = slice.Get<EthicsReviews>();
        var emil = await slice.MemberAsync("Emil", MemberKind.Nonscientific);
        var guest = await slice.PersonAsync("Guest", EthicsPolicies.Read, EthicsPolicies.Vote);
        var review = await slice.SubmittedAsync(Slice.Steward, await slice.VersionAsync());
        Assert.Equal(new ReviewsWaiting(0, 1, 0), await shelf.WaitingAsync(emil, Ct));
        await slice.OpenVoteAsync(review, emil);
        Assert.Equal(new ReviewsWaiting(1, 0, 0), await shelf.WaitingAsync(emil, Ct));
        Assert.Equal(new ReviewsWaiting(0, 0, 0), await shelf.WaitingAsync(guest, Ct));
        EthicsWorld.Expect(await slice.Get<EthicsReviews>().VoteAsync(emil, review.Id, VoteChoice.For, null, Ct));
        Assert.Equal(new ReviewsWaiting(0, 0, 0), await shelf.WaitingAsync(emil, Ct));
        EthicsWorld.Expect(await slice.Get<EthicsReviews>().CloseAsync(emil, review.Id, Ct));
        slice.Time.Advance(TimeSpan.FromDays(340));
        Assert.Equal(new ReviewsWaiting(0, 0, 1), await shelf.WaitingAsync(Slice.Steward, Ct));
        Assert.Equal(new ReviewCounts(0, 0, 1, 0, 1), (await shelf.CountsAsync(emil, Ct)).Value);
        Assert.Empty((await shelf.ListAsync(emil, ReviewShow.Waiting, null, null, null, Ct)).Value.Items);
        Assert.Single((await shelf.ListAsync(emil, ReviewShow.Decided, null, null, null, Ct)).Value.Items);
    }
}
