using Governance.Access;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ethics;

/// <summary>
/// A review with its board, read at one point in time. For a change the row of the review is locked, so that concurrent
/// changes run one after the other.
/// </summary>
internal sealed class Sitting
{
    private readonly List<(EthicsMember Member, string Name)> _members;
    private readonly List<ConflictOfInterest> _conflicts;
    private readonly List<ReviewPresence> _presences;
    private readonly List<ReviewVote> _votes;

    private Sitting(
        GovernanceDb db,
        EthicsReview review,
        DateTimeOffset at,
        List<(EthicsMember, string)> members,
        List<ConflictOfInterest> conflicts,
        List<ReviewPresence> presences,
        List<ReviewVote> votes
    )
    {
        (Db, Review, At) = (db, review, at);
        (_members, _conflicts, _presences, _votes) = (members, conflicts, presences, votes);
        Board =
        [
            .. members
                .Select(m => SeatOf(m.Item1, m.Item2))
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .ThenBy(s => s.MemberId),
        ];
    }

    public GovernanceDb Db { get; }
    public EthicsReview Review { get; }
    public DateTimeOffset At { get; }

    /// <summary>All active members, by name.</summary>
    public IReadOnlyList<Seat> Board { get; }

    public Quorum Quorum => VoteNeedsQuorum.Of(Board);

    public static async Task<Sitting?> OpenAsync(
        GovernanceDb db,
        Guid reviewId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var review = await db.Set<EthicsReview>().SingleOrDefaultAsync(r => r.Id == reviewId, ct);
        if (review is null)
            return null;
        var members = await (
            from member in db.Set<EthicsMember>().AsNoTracking()
            join user in db.Set<User>() on member.UserId equals user.Id
            where member.ActiveFrom <= at && (member.ActiveUntil == null || member.ActiveUntil > at)
            select new { member, user.DisplayName }
        ).ToListAsync(ct);
        return new(
            db,
            review,
            at,
            [.. members.Select(m => (m.member, m.DisplayName))],
            await db.Set<ConflictOfInterest>().Where(c => c.ReviewId == reviewId).ToListAsync(ct),
            await db.Set<ReviewPresence>().Where(p => p.ReviewId == reviewId).ToListAsync(ct),
            await db.Set<ReviewVote>().Where(v => v.ReviewId == reviewId).ToListAsync(ct)
        );
    }

    /// <summary>Waits for other changes of this review. Call it inside a transaction, before <see cref="OpenAsync"/>.</summary>
    public static Task LockAsync(GovernanceDb db, Guid reviewId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM ethics_reviews WHERE id = {reviewId} FOR UPDATE", ct);

    public Seat? SeatOfUser(Guid userId) => Board.FirstOrDefault(s => s.UserId == userId);

    public Seat? SeatOfMember(Guid memberId) => Board.FirstOrDefault(s => s.MemberId == memberId);

    public ReviewPresence? PresenceOf(Guid memberId) => _presences.FirstOrDefault(p => p.MemberId == memberId);

    public ReviewVote? VoteOf(Guid memberId) => _votes.FirstOrDefault(v => v.MemberId == memberId);

    public IReadOnlyList<ReviewVote> Votes => _votes;

    private Seat SeatOf(EthicsMember member, string name)
    {
        var conflict = ConflictedMembersDoNotVote.Of(
            member.UserId,
            Review.SubmittedById,
            _conflicts.FirstOrDefault(c => c.MemberId == member.Id) is { } declared
                ? new WrittenMessage(declared.Reason)
                : null
        );
        var vote = VoteOf(member.Id);
        return new(
            member.Id,
            member.UserId,
            name,
            member.Kind,
            PresenceOf(member.Id) is { LeftAt: null },
            conflict,
            vote?.Choice,
            vote?.Comment
        );
    }
}
