using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Ethics;

internal static class EthicsApi
{
    public static void MapEthics(this RouteGroupBuilder api)
    {
        var reviews = api.MapGroup("/reviews").WithTags("Ethics").RequireAuthorization(EthicsPolicies.Read);
        MapReading(reviews);
        MapSubmitting(reviews);
        MapMeeting(reviews);
        MapConditions(reviews);
        MapMembers(api.MapGroup("/ethics-members").WithTags("Ethics").RequireAuthorization(EthicsPolicies.Read));
    }

    private static void MapReading(RouteGroupBuilder reviews)
    {
        reviews
            .MapGet(
                "",
                async (
                    EthicsReviews reviews,
                    HttpContext http,
                    Word<ReviewShow>? show,
                    Guid? modelVersionId,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await reviews.ListAsync(
                            http.Actor(),
                            show?.Value ?? ReviewShow.All,
                            modelVersionId,
                            cursor,
                            size,
                            ct
                        )
                    )
            )
            .WithName("ListReviews")
            .WithSummary(
                "List ethics reviews, newest first; show=waiting or decided; modelVersionId selects one model version"
            )
            .Produces<Page<ReviewRow>>();
        reviews
            .MapGet("/counts", async (EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await reviews.CountsAsync(http.Actor(), ct))
            )
            .WithName("CountReviews")
            .WithSummary(
                "Count the reviews that wait, are voted on, are approved or rejected, and the approvals that expire soon"
            )
            .Produces<ReviewCounts>();
        reviews
            .MapGet("/{id:guid}", async (Guid id, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await reviews.FindAsync(http.Actor(), id, ct))
            )
            .WithName("GetReview")
            .WithSummary("Get a review with its risks, board, quorum, current state of its conditions, and minutes")
            .Produces<ReviewDetail>();
    }

    private static void MapSubmitting(RouteGroupBuilder reviews)
    {
        reviews
            .MapPost(
                "",
                async (NewReview body, bool? draft, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Created(await reviews.DraftAsync(http.Actor(), body, submit: draft != true, ct), r =>
                        $"/api/v1/reviews/{r.Id}"
                    )
            )
            .WithName("SubmitReview")
            .WithSummary("Submit a review to the ethics board; draft=true saves a draft that only you can see")
            .RequireAuthorization(EthicsPolicies.Submit)
            .Produces<EthicsReview>(StatusCodes.Status201Created);
        reviews
            .MapPut(
                "/{id:guid}",
                async (Guid id, NewReview body, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.ReviseAsync(http.Actor(), id, body, ct))
            )
            .WithName("ReviseReview")
            .WithSummary("Change your own draft; its version and alias cannot change")
            .RequireAuthorization(EthicsPolicies.Submit)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/submit",
                async (Guid id, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.SubmitAsync(http.Actor(), id, ct))
            )
            .WithName("SubmitDraftReview")
            .WithSummary("Submit your own draft to the board")
            .RequireAuthorization(EthicsPolicies.Submit)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/withdraw",
                async (Guid id, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.WithdrawAsync(http.Actor(), id, ct))
            )
            .WithName("WithdrawReview")
            .WithSummary("Withdraw your own review before it is decided")
            .RequireAuthorization(EthicsPolicies.Submit)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static void MapMeeting(RouteGroupBuilder reviews)
    {
        reviews
            .MapPost(
                "/{id:guid}/conflicts",
                async (Guid id, NewConflict body, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.DeclareConflictAsync(http.Actor(), id, body.Reason, ct))
            )
            .WithName("DeclareConflict")
            .WithSummary("Declare your own conflict of interest; a vote already cast is deleted")
            .RequireAuthorization(EthicsPolicies.Vote)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPut(
                "/{id:guid}/presence",
                async (Guid id, NewPresence body, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.MarkPresentAsync(http.Actor(), id, body.MemberId, body.Present, ct))
            )
            .WithName("MarkPresent")
            .WithSummary("Mark yourself as present or absent; whoever conducts the meeting can mark other members")
            .RequireAuthorization(EthicsPolicies.Vote)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/open",
                async (Guid id, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.OpenVoteAsync(http.Actor(), id, ct))
            )
            .WithName("OpenReviewVote")
            .WithSummary("Open the vote; needs a quorum")
            .RequireAuthorization(EthicsPolicies.Conduct)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/votes",
                async (Guid id, NewVote body, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.VoteAsync(http.Actor(), id, body.Choice, body.Comment, ct))
            )
            .WithName("CastVote")
            .WithSummary("Cast or change your own vote: for, against (with a reason) or abstain")
            .RequireAuthorization(EthicsPolicies.Vote)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/adjourn",
                async (Guid id, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.AdjournAsync(http.Actor(), id, ct))
            )
            .WithName("AdjournReviewVote")
            .WithSummary("Adjourn the vote without a decision; votes already cast are deleted")
            .RequireAuthorization(EthicsPolicies.Conduct)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/close",
                async (Guid id, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    await reviews.CloseAsync(http.Actor(), id, ct) is { Refusal: { } refusal }
                        ? ApiResults.Problem(refusal)
                        : ApiResults.Answer(await reviews.FindAsync(http.Actor(), id, ct))
            )
            .WithName("CloseReviewVote")
            .WithSummary("Close the vote: decides by majority and writes the minutes")
            .RequireAuthorization(EthicsPolicies.Conduct)
            .Produces<ReviewDetail>();
    }

    private static void MapConditions(RouteGroupBuilder reviews)
    {
        reviews
            .MapPost(
                "/{id:guid}/conditions",
                async (Guid id, NewCondition body, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                {
                    return ApiResults.Created(
                        await reviews.AddConditionAsync(http.Actor(), id, body, ct),
                        found => $"/api/v1/reviews/{id}",
                        found => new AddedCondition(found)
                    );
                }
            )
            .WithName("AddReviewCondition")
            .WithSummary("Add a condition before the vote: minimumGroupSize with a number, or byPerson")
            .RequireAuthorization(EthicsPolicies.Conduct)
            .Produces<AddedCondition>(StatusCodes.Status201Created);
        reviews
            .MapDelete(
                "/{id:guid}/conditions/{conditionId:guid}",
                async (Guid id, Guid conditionId, EthicsReviews reviews, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await reviews.RemoveConditionAsync(http.Actor(), id, conditionId, ct))
            )
            .WithName("RemoveReviewCondition")
            .WithSummary("Remove a condition before the vote")
            .RequireAuthorization(EthicsPolicies.Conduct)
            .Produces(StatusCodes.Status204NoContent);
        reviews
            .MapPost(
                "/{id:guid}/conditions/{conditionId:guid}/fulfil",
                async (
                    Guid id,
                    Guid conditionId,
                    NewFulfilment body,
                    EthicsReviews reviews,
                    HttpContext http,
                    CancellationToken ct
                ) => ApiResults.Answer(await reviews.FulfilAsync(http.Actor(), id, conditionId, body.Note, ct))
            )
            .WithName("FulfilReviewCondition")
            .WithSummary("Confirm that a condition of kind byPerson is fulfilled")
            .RequireAuthorization(EthicsPolicies.Conduct)
            .Produces(StatusCodes.Status204NoContent);
    }

    private static void MapMembers(RouteGroupBuilder members)
    {
        members
            .MapGet(
                "",
                async (BoardMembers members, HttpContext http, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Answer(await members.ListAsync(http.Actor(), cursor, size, ct))
            )
            .WithName("ListEthicsMembers")
            .WithSummary("List the seats on the ethics board, newest first, ended ones included")
            .Produces<Page<MemberView>>();
        members
            .MapPost("", async (NewMember body, BoardMembers members, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await members.AppointAsync(http.Actor(), body.UserId, body.Kind, body.From, body.Until, ct),
                    m => $"/api/v1/ethics-members/{m.Id}"
                )
            )
            .WithName("AppointEthicsMember")
            .WithSummary("Appoint a board member")
            .RequireAuthorization(EthicsPolicies.Members)
            .Produces<MemberView>(StatusCodes.Status201Created);
        members
            .MapPost("/{id:guid}/end", async (Guid id, BoardMembers members, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await members.EndAsync(http.Actor(), id, ct))
            )
            .WithName("EndEthicsMember")
            .WithSummary("End the seat of a board member now; decided reviews do not change")
            .RequireAuthorization(EthicsPolicies.Members)
            .Produces(StatusCodes.Status204NoContent);
    }

    private sealed record NewConflict(string Reason);

    private sealed record NewPresence(bool Present, Guid? MemberId = null);

    private sealed record NewVote(VoteChoice Choice, string? Comment = null);

    private sealed record NewFulfilment(string? Note = null);

    private sealed record AddedCondition(Guid Id);

    private sealed record NewMember(
        Guid UserId,
        MemberKind Kind,
        DateTimeOffset? From = null,
        DateTimeOffset? Until = null
    );
}
