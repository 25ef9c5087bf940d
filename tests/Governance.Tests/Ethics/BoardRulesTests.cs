using Governance.Ethics;
using Governance.Platform;

namespace Governance.Tests.Ethics;

/// <summary>The rules of a vote, as tables: who counts, when a vote is valid, what it decides.</summary>
public sealed class BoardRulesTests
{
    // One letter for each active member: S scientific, N nonscientific, C community, small = absent;
    // behind it x = conflict, + for, - against, o abstained.
    [Theory]
    [InlineData("", false)]
    [InlineData("N", true)] // a board of one
    [InlineData("S", false)] // and one that has no lay voice
    [InlineData("NS", true)]
    [InlineData("Ns", false)] // half is no majority
    [InlineData("NSs", true)]
    [InlineData("Nss", false)]
    [InlineData("SSn", false)] // a majority, but only scientists
    [InlineData("SSc", false)]
    [InlineData("SCs", true)] // a community member is a lay voice
    [InlineData("NSSss", true)]
    [InlineData("NSsss", false)]
    [InlineData("NSSsss", false)] // three of six
    [InlineData("NSxSss", false)] // the conflicted member is there, and counts for the board's size only
    [InlineData("NxSSSs", false)] // the only lay voice has a conflict
    [InlineData("NSSSxsx", true)] // absent conflicts change nothing
    public void A_vote_counts_with_a_majority_of_the_members_and_one_who_is_no_scientist(string board, bool held)
    {
        var quorum = VoteNeedsQuorum.Of(Seats(board));
        Assert.Equal(held, quorum.Held);
        Assert.Equal(held, quorum.Missing is null);
        Assert.True(quorum.Needed * 2 > quorum.Active && (quorum.Needed - 1) * 2 <= quorum.Active);
    }

    [Theory]
    [InlineData("N+", ReviewState.Approved)]
    [InlineData("N-", ReviewState.Rejected)]
    [InlineData("No", ReviewState.Rejected)]
    [InlineData("N+S-", ReviewState.Rejected)] // a tie fails
    [InlineData("N+S+S-S-", ReviewState.Rejected)]
    [InlineData("N+S+S-", ReviewState.Approved)]
    [InlineData("N+S+SoSo", ReviewState.Rejected)] // abstentions are present and not for it
    [InlineData("N+S+S+SoS-", ReviewState.Approved)]
    [InlineData("N+S+S", ReviewState.Approved)] // silence counts like an abstention
    [InlineData("N+SS", ReviewState.Rejected)]
    [InlineData("N+S+Sx+Sx+", ReviewState.Approved)] // 2 of 2: conflicted members are not among those present
    [InlineData("N-S+Sx+Sx+", ReviewState.Rejected)] // nor do their votes count
    [InlineData("N+S-s+s+", ReviewState.Rejected)] // nor those of the absent
    public void An_approval_takes_more_than_half_of_those_present(string board, ReviewState outcome)
    {
        var tally = ApprovalNeedsMajorityOfThosePresent.Count(Seats(board));
        Assert.Equal(outcome, ApprovalNeedsMajorityOfThosePresent.Outcome(tally, hasConditions: false));
        Assert.Equal(
            outcome == ReviewState.Approved ? ReviewState.ApprovedWithConditions : outcome,
            ApprovalNeedsMajorityOfThosePresent.Outcome(tally, hasConditions: true)
        );
        Assert.True(tally.For + tally.Against + tally.Abstained <= tally.Present);
    }

    [Fact]
    public void The_submitter_always_has_an_interest_and_others_what_they_declare()
    {
        var (submitter, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(ConflictedMembersDoNotVote.Submitter, ConflictedMembersDoNotVote.Of(submitter, submitter, null));
        Assert.Equal(
            "my sister's model",
            ConflictedMembersDoNotVote.Of(other, submitter, new WrittenMessage("my sister's model"))?.Text
        );
        Assert.Null(ConflictedMembersDoNotVote.Of(other, submitter, null));
    }

    [Theory]
    [InlineData("", 1, "has-no-summary", "lay-summary-missing")]
    [InlineData("  ", 1, "", "lay-summary-missing")]
    [InlineData("It finds leaks.", 0, "", "risks-missing")]
    [InlineData("It finds leaks.", 1, "", "risk-unanswered")]
    [InlineData("It finds leaks.", 1, "an inspector looks", null)]
    public void A_review_is_submitted_only_when_it_can_be_judged(
        string summary,
        int risks,
        string measure,
        string? refused
    )
    {
        var given = Enumerable
            .Range(0, risks)
            .Select(_ => new Risk(" a leak is missed ", RiskLevel.High, [measure, " "]));
        Assert.Equal(refused, EveryRiskHasAMeasure.Check(summary, EveryRiskHasAMeasure.Clean(given))?.Code);
    }

    [Theory]
    [InlineData(30, new[] { 30, 400 }, true)]
    [InlineData(30, new[] { 29, 400 }, false)]
    [InlineData(1, new[] { 0, 5 }, false)]
    [InlineData(1, new int[0], false)]
    public void Every_group_of_the_audit_has_to_be_large_enough(int minimum, int[] sizes, bool holds)
    {
        var groups = sizes.Select((size, i) => (Name: $"site={i}", size)).ToDictionary(g => g.Name, g => g.size);
        var (really, found) = EveryAuditedGroupIsLargeEnough.Check(
            minimum,
            new(Guid.NewGuid(), "d", true, groups, [], DateTimeOffset.UnixEpoch)
        );
        Assert.Equal(holds, really);
        if (sizes.Length > 0)
            Assert.Contains($"site=0, has {sizes[0]} samples", found.Text, StringComparison.Ordinal);
        Assert.False(EveryAuditedGroupIsLargeEnough.Check(minimum, null).Holds);
    }

    private static List<Seat> Seats(string board)
    {
        var seats = new List<Seat>();
        foreach (var c in board)
        {
            if (char.IsLetter(c) && c is not ('x' or 'o'))
                seats.Add(
                    new(
                        Guid.NewGuid(),
                        Guid.NewGuid(),
                        "m",
                        char.ToUpperInvariant(c) switch
                        {
                            'S' => MemberKind.Scientific,
                            'N' => MemberKind.Nonscientific,
                            _ => MemberKind.Community,
                        },
                        char.IsUpper(c)
                    )
                );
            else
                seats[^1] = c switch
                {
                    'x' => seats[^1] with { Conflict = new WrittenMessage("declared") },
                    '+' => seats[^1] with { Vote = VoteChoice.For },
                    '-' => seats[^1] with { Vote = VoteChoice.Against },
                    _ => seats[^1] with { Vote = VoteChoice.Abstain },
                };
        }
        return seats;
    }
}
