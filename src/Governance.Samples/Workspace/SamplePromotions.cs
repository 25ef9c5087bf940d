using Governance.Access;
using Governance.Audits;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;

namespace Governance.Samples;

/// <summary>
/// Gives the sample champion a history: a board, two reviews approved on a condition, two promotions by two people each, and
/// a rollback. Leaves a vote of the board and a proposal pending. Acts as the sample users, so that each of them finds work.
/// </summary>
internal sealed class SamplePromotions(
    Users users,
    ModelRegistry registry,
    AuditRuns audits,
    BoardMembers members,
    EthicsReviews reviews,
    ModelAliases aliases
)
{
    /// <summary>The alias with the history.</summary>
    public const string Alias = "champion";

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
                "Every answer shows which of photo, note and signal it is based on.",
            ]
        ),
        new(
            "Inspectors feel watched, because a model is trained on their notes and photos.",
            RiskLevel.Medium,
            [
                "Only samples of people who agreed to research are used.",
                "After a withdrawal, later versions exclude the person, and the excluded share is shown.",
            ]
        ),
    ];

    /// <summary>Takes the next step; false when nothing is left to do.</summary>
    public async Task<bool> NextAsync(CancellationToken ct)
    {
        if (await AppointAsync(ct))
            return true;
        var order = await OrderAsync(ct);
        foreach (var (version, place) in order.Select((v, i) => (v, i)))
            if (await ReviewAsync(version, decided: place < order.Count - 1, ct))
                return true;
        var history = await SampleSteps.AllAsync(cursor =>
            aliases.HistoryAsync(Actor.Portal, SampleChain.ModelName, Alias, cursor, null, ct)
        );
        var (steward, officer) = (
            await PersonAsync("steward@sample.local", ct),
            await PersonAsync("compliance@sample.local", ct)
        );
        switch (history.Count)
        {
            case 0:
                return await PromoteAsync(
                    steward,
                    officer,
                    order[0].Number,
                    "The first version. Its audit passed.",
                    ct
                );
            case 1:
                return await PromoteAsync(
                    steward,
                    officer,
                    order[1].Number,
                    $"{order[1].Fusion} fusion passed its audit as well and replaces it.",
                    ct
                );
            case 2:
                SampleSteps.Expect(
                    await aliases.RollBackAsync(
                        officer,
                        SampleChain.ModelName,
                        Alias,
                        order[0].Number,
                        "Photos by lamplight differ from the training data (see the drift alert), so the alias moves back to the "
                            + "previous version. Part of the sample workspace.",
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
                $"{order[^1].Fusion} fusion, for comparison. Needs the board and a second person.",
                ct
            )
        );
        return true;
    }

    /// <summary>Versions with a passed audit come first, because only training decides which ones pass.</summary>
    private async Task<IReadOnlyList<ModelVersion>> OrderAsync(CancellationToken ct)
    {
        var passed = (
            await SampleSteps.AllAsync(cursor =>
                audits.ListAsync(Actor.Portal, null, AuditVerdict.Passed, cursor, null, ct)
            )
        )
            .Select(row => row.Audit.ModelVersionId)
            .ToHashSet();
        return [.. (await VersionsAsync(ct)).OrderBy(v => passed.Contains(v.Id) ? 0 : 1).ThenBy(v => v.Number)];
    }

    /// <summary>The versions of the sample model, in the order of their numbers; none before the first training.</summary>
    public async Task<IReadOnlyList<ModelVersion>> VersionsAsync(CancellationToken ct)
    {
        if (!(await registry.FindAsync(Actor.Portal, SampleChain.ModelName, ct)).Ok)
            return [];
        var rows = await SampleSteps.AllAsync(cursor =>
            registry.VersionsAsync(Actor.Portal, SampleChain.ModelName, cursor, null, ct)
        );
        return [.. rows.Select(row => row.Version).OrderBy(v => v.Number)];
    }

    private async Task<bool> AppointAsync(CancellationToken ct)
    {
        var appointed = (await SampleSteps.AllAsync(cursor => members.ListAsync(Actor.Portal, cursor, null, ct)))
            .Select(m => m.UserId)
            .ToHashSet();
        foreach (var (email, kind) in Board)
        {
            var person = await PersonAsync(email, ct);
            if (appointed.Contains(person.UserId))
                continue;
            SampleSteps.Expect(await members.AppointAsync(Actor.Portal, person.UserId, kind, null, null, ct));
            return true;
        }
        return false;
    }

    /// <summary>Takes a review one step further, depending on its state; false when it stays as it is.</summary>
    private async Task<bool> ReviewAsync(ModelVersion version, bool decided, CancellationToken ct)
    {
        var review = (
            await SampleSteps.AllAsync(cursor =>
                reviews.ListAsync(Actor.Portal, ReviewShow.All, version.Id, cursor, null, ct)
            )
        )
            .Where(r => r.Alias == Alias)
            .MinBy(r => r.Number);
        if (review is null)
        {
            SampleSteps.Expect(
                await reviews.DraftAsync(
                    await PersonAsync("compliance@sample.local", ct),
                    new(
                        version.Id,
                        Alias,
                        $"Suggesting pump faults by {version.Fusion.ToLowerInvariant()} fusion",
                        "An inspector takes a photo of a pump, writes a note, and the pump's vibration, "
                            + "temperature and flow are recorded. The model looks at all three and suggests which fault "
                            + "it may be. It was trained on inspections with consent to research. A "
                            + "person reads the suggestion and decides. Everything here is synthetic.",
                        Risks
                    ),
                    submit: true,
                    ct
                )
            );
            return true;
        }
        if (review.DecidedAt is not null || (!decided && review.State == ReviewState.Voting))
            return false;
        var (chair, second) = (await PersonAsync(Board[0].Email, ct), await PersonAsync(Board[1].Email, ct));
        if (review.State == ReviewState.Submitted)
        {
            if (review.Conditions == 0)
                SampleSteps.Expect(
                    await reviews.AddConditionAsync(
                        chair,
                        review.Id,
                        new(ConditionKind.MinimumGroupSize, "At least one audited sample in each group.", 1),
                        ct
                    )
                );
            SampleSteps.Expect(await reviews.MarkPresentAsync(chair, review.Id, null, true, ct));
            SampleSteps.Expect(await reviews.MarkPresentAsync(second, review.Id, null, true, ct));
            SampleSteps.Expect(await reviews.OpenVoteAsync(chair, review.Id, ct));
            if (!decided)
                return true;
        }
        var board = SampleSteps.Expect(await reviews.FindAsync(Actor.Portal, review.Id, ct)).Board;
        var voted = board.Count(seat => seat.HasVoted);
        if (voted < 1)
            SampleSteps.Expect(
                await reviews.VoteAsync(
                    chair,
                    review.Id,
                    VoteChoice.For,
                    "A person decides, and the limits are clear.",
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

    /// <summary>A sample user as an actor, with no more permissions than their roles give.</summary>
    private async Task<Actor> PersonAsync(string email, CancellationToken ct) =>
        SampleSteps.Expect(await users.ActorAsync(email, Actor.Portal, ct));
}
