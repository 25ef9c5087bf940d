using Governance.Access;
using Governance.Audits;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Samples;

/// <summary>
/// How the sample champion came to stand where it stands: a board, two reviews approved on a condition, two promotions
/// by two persons each, a rollback; and what still waits: a vote of the board, a proposal for a second person.
/// The people are the sample sign-ins, so that each finds their part of the story.
/// </summary>
internal sealed class SamplePromotions(
    IDbContextFactory<GovernanceDb> databases,
    RolePermissions permissions,
    BoardMembers members,
    EthicsReviews reviews,
    ModelAliases aliases
)
{
    private const string Alias = "champion";

    private static readonly (string Email, MemberKind Kind)[] Board =
    [
        ("ethics@sample.local", MemberKind.Nonscientific),
        ("auditor@sample.local", MemberKind.Scientific),
        ("admin@sample.local", MemberKind.Community),
    ];

    private static readonly Risk[] Risks =
    [
        new(
            "A fault is overlooked and a pump breaks while somebody stands beside it.",
            RiskLevel.High,
            [
                "The model only suggests; the inspector decides and signs.",
                "Every answer says on which of photo, note and signal it rests.",
            ]
        ),
        new(
            "Inspectors feel watched, because their notes and photos teach a machine.",
            RiskLevel.Medium,
            [
                "Only samples of people who agreed to research are used.",
                "Whoever withdraws is taken out of every later version, and the share is shown.",
            ]
        ),
    ];

    /// <summary>Does what comes next; false when nothing is left to do.</summary>
    public async Task<bool> NextAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await AppointAsync(db, ct))
            return true;
        var order = await OrderAsync(db, ct);
        foreach (var (version, place) in order.Select((v, i) => (v, i)))
            if (await ReviewAsync(db, version, decided: place < order.Count - 1, ct))
                return true;
        var history = await db.Set<AliasEvent>()
            .AsNoTracking()
            .Where(e =>
                e.Alias == Alias && db.Set<Model>().Any(m => m.Id == e.ModelId && m.Name == SampleChain.ModelName)
            )
            .ToListAsync(ct);
        var (steward, officer) = (
            await PersonAsync(db, "steward@sample.local", ct),
            await PersonAsync(db, "compliance@sample.local", ct)
        );
        switch (history.Count)
        {
            case 0:
                return await PromoteAsync(
                    steward,
                    officer,
                    order[0].Number,
                    "The first to be tried. Its audit passed.",
                    ct
                );
            case 1:
                return await PromoteAsync(
                    steward,
                    officer,
                    order[1].Number,
                    $"{order[1].Fusion} fusion passed its audit as well; tried in its place.",
                    ct
                );
            case 2:
                SampleSteps.Expect(
                    await aliases.RollBackAsync(
                        officer,
                        SampleChain.ModelName,
                        Alias,
                        order[0].Number,
                        "Pictures by lamplight differ from what it learned from, see the drift alert; back to the version before. Part of the sample story.",
                        ct
                    )
                );
                return true;
        }
        if ((await WaitingAsync(officer, ct)).Count > 0)
            return false;
        SampleSteps.Expect(
            await aliases.ProposeAsync(
                steward,
                SampleChain.ModelName,
                Alias,
                order[^1].Number,
                $"{order[^1].Fusion} fusion, for comparison. Waits for the board and a second person.",
                ct
            )
        );
        return true;
    }

    /// <summary>The versions whose audits passed come first: which these are, training decides and not this story.</summary>
    private static async Task<IReadOnlyList<ModelVersion>> OrderAsync(GovernanceDb db, CancellationToken ct) =>
        await db.Set<ModelVersion>()
            .AsNoTracking()
            .Where(v => db.Set<Model>().Any(m => m.Id == v.ModelId && m.Name == SampleChain.ModelName))
            .OrderBy(v =>
                db.Set<AuditRun>().Any(a => a.ModelVersionId == v.Id && a.Verdict == AuditVerdict.Passed) ? 0 : 1
            )
            .ThenBy(v => v.Number)
            .ToListAsync(ct);

    private async Task<bool> AppointAsync(GovernanceDb db, CancellationToken ct)
    {
        foreach (var (email, kind) in Board)
        {
            var user = await UserAsync(db, email, ct);
            if (await db.Set<EthicsMember>().AnyAsync(m => m.UserId == user.Id, ct))
                continue;
            SampleSteps.Expect(await members.AppointAsync(Actor.Portal, user.Id, kind, null, null, ct));
            return true;
        }
        return false;
    }

    /// <summary>One step of a review, told by the state in which it stands.</summary>
    private async Task<bool> ReviewAsync(GovernanceDb db, ModelVersion version, bool decided, CancellationToken ct)
    {
        var review = await db.Set<EthicsReview>()
            .AsNoTracking()
            .Where(r => r.ModelVersionId == version.Id && r.Alias == Alias)
            .OrderBy(r => r.Number)
            .FirstOrDefaultAsync(ct);
        if (review is null)
        {
            SampleSteps.Expect(
                await reviews.DraftAsync(
                    await PersonAsync(db, "compliance@sample.local", ct),
                    new(
                        version.Id,
                        Alias,
                        $"Suggesting pump faults by {version.Fusion.ToLowerInvariant()} fusion",
                        "An inspector takes a photo of a pump, writes a note, and the pump's vibration, temperature and flow are recorded. The model looks at all three and suggests which fault it may be. It learned from inspections whose people and machines agreed to research. A person reads the suggestion and decides. Everything here is synthetic.",
                        Risks
                    ),
                    submit: true,
                    ct
                )
            );
            return true;
        }
        if (review.IsDecided || (!decided && review.State == ReviewState.Voting))
            return false;
        var (chair, second) = (await PersonAsync(db, Board[0].Email, ct), await PersonAsync(db, Board[1].Email, ct));
        if (review.State == ReviewState.Submitted)
        {
            if (!await db.Set<ReviewCondition>().AnyAsync(c => c.ReviewId == review.Id, ct))
                SampleSteps.Expect(
                    await reviews.AddConditionAsync(
                        chair,
                        review.Id,
                        new(
                            ConditionKind.MinimumGroupSize,
                            "No group is judged on a handful: at least two audited samples in each.",
                            2
                        ),
                        ct
                    )
                );
            SampleSteps.Expect(await reviews.MarkPresentAsync(chair, review.Id, null, true, ct));
            SampleSteps.Expect(await reviews.MarkPresentAsync(second, review.Id, null, true, ct));
            SampleSteps.Expect(await reviews.OpenVoteAsync(chair, review.Id, ct));
            if (!decided)
                return true;
        }
        var voted = await db.Set<ReviewVote>().CountAsync(v => v.ReviewId == review.Id, ct);
        if (voted < 1)
            SampleSteps.Expect(
                await reviews.VoteAsync(
                    chair,
                    review.Id,
                    VoteChoice.For,
                    "A person decides, and the limits are plain.",
                    ct
                )
            );
        if (voted < 2)
            SampleSteps.Expect(await reviews.VoteAsync(second, review.Id, VoteChoice.For, null, ct));
        SampleSteps.Expect(await reviews.CloseAsync(chair, review.Id, ct));
        return true;
    }

    private async Task<bool> PromoteAsync(Actor steward, Actor officer, int number, string reason, CancellationToken ct)
    {
        var waiting = (await WaitingAsync(officer, ct)).FirstOrDefault(p => p.ToNumber == number)
            ?? SampleSteps.Expect(
                await aliases.ProposeAsync(steward, SampleChain.ModelName, Alias, number, reason, ct)
            );
        SampleSteps.Expect(await aliases.ApproveAsync(officer, waiting.Proposal.Id, ct));
        return true;
    }

    private async Task<IReadOnlyList<ProposalRow>> WaitingAsync(Actor officer, CancellationToken ct) =>
        SampleSteps.Expect(await aliases.WaitingAsync(officer, SampleChain.ModelName, ct));

    private static async Task<User> UserAsync(GovernanceDb db, string email, CancellationToken ct) =>
        await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Email == email, ct)
        ?? throw new SampleWorkspaceException($"The sample sign-in {email} is not there.");

    /// <summary>The person as a sign-in would find them: the loader may do no more in their name than their roles permit.</summary>
    private async Task<Actor> PersonAsync(GovernanceDb db, string email, CancellationToken ct)
    {
        var user = await UserAsync(db, email, ct);
        var roles = await db.Set<IdentityUserRole<Guid>>()
            .Where(r => r.UserId == user.Id)
            .Join(db.Set<IdentityRole<Guid>>(), r => r.RoleId, r => r.Id, (_, r) => r.Name!)
            .ToListAsync(ct);
        return new(user.Id, user.DisplayName, permissions.Of(roles));
    }
}
