using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ethics;

/// <summary>One review: its text, meeting, vote and minutes. Laid out for a phone, because members use it during the meeting.</summary>
public sealed partial class ReviewPage : ComponentBase, IDisposable
{
    /// <summary>How often the page reloads during a meeting, because other members act at the same time.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _left = new();
    private ITimer? _looking;
    private ReviewDetail? _review;
    private Refusal? _refused;
    private string _reason = "";
    private bool _declaring;
    private bool _busy;

    [Inject]
    internal EthicsReviews Reviews { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal PortalScript Script { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    /// <summary>Id of the review, from the address.</summary>
    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync(await Current.GetAsync());
        _looking ??= Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, LookEvery, LookEvery);
    }

    private async Task LoadAsync(Actor actor)
    {
        var found = await Reviews.FindAsync(actor, Id, _left.Token);
        if (found.Refusal is NotFound)
        {
            Navigator.NotFound();
            return;
        }
        _refused = found.Refusal;
        if (found.Ok)
            _review = found.Value;
    }

    private async Task LookAsync()
    {
        if (_busy || _left.IsCancellationRequested || _review is null || !UnderDiscussion(_review))
            return;
        try
        {
            var found = await Reviews.FindAsync(await Current.GetAsync(), Id, _left.Token);
            if (!found.Ok || _busy)
                return;
            _review = found.Value;
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was closed during the reload.
        }
    }

    private async Task ActAsync(Func<Actor, Task<Result>> act)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var actor = await Current.GetAsync();
            var done = await act(actor);
            // A refusal often means that the page is out of date, so the current state is loaded as well.
            await LoadAsync(actor);
            _refused = done.Refusal ?? _refused;
        }
        finally
        {
            _busy = false;
        }
    }

    private Task VoteAsync((VoteChoice Choice, string Comment) vote) =>
        ActAsync(actor => Reviews.VoteAsync(actor, Id, vote.Choice, vote.Comment, _left.Token));

    private Task MarkMeAsync(bool present) =>
        ActAsync(actor => Reviews.MarkPresentAsync(actor, Id, null, present, _left.Token));

    private Task MarkAsync(BoardSeat seat) =>
        ActAsync(actor => Reviews.MarkPresentAsync(actor, Id, seat.MemberId, !seat.Present, _left.Token));

    private async Task DeclareAsync()
    {
        await ActAsync(actor => Reviews.DeclareConflictAsync(actor, Id, _reason, _left.Token));
        _declaring = _refused is not null;
    }

    private Task PrintAsync() => Script.CallAsync("printPage");

    private static bool UnderDiscussion(ReviewDetail review) =>
        review.Row.State is ReviewState.Submitted or ReviewState.Voting;

    private static Func<BoardSeat, bool>? Marking(ReviewDetail review) =>
        review.Me.MayConduct && UnderDiscussion(review)
            ? seat => seat.MemberId != review.Me.MemberId && seat.Conflict is null && !seat.HasVoted
            : null;

    /// <summary>Returns the message for the reader's situation; null when there is none.</summary>
    private (bool Warn, string Words)? NoticeFor(ReviewDetail review) =>
        review.Row.State switch
        {
            ReviewState.Draft => (false, "This is a draft that only you can see. Submit it when it is complete."),
            ReviewState.Voting when review.Me.Conflict is { } conflict => (
                true,
                $"The vote is open. You cannot vote: {conflict}."
            ),
            ReviewState.Voting when review.Me.MemberId is not null && !review.Me.Present => (
                true,
                "The vote is open. Mark yourself as present to vote."
            ),
            ReviewState.Voting when !review.Quorum.Held => (
                true,
                $"The vote is open, but votes cannot be cast now: {review.Quorum.Missing}."
            ),
            ReviewState.Rejected => (true, "The board rejected this review, so it does not permit a promotion."),
            ReviewState.Withdrawn => (false, "The submitter withdrew this review."),
            ReviewState.Approved or ReviewState.ApprovedWithConditions when review.Row.ExpiresAt <= Time.GetUtcNow() =>
                (true, "This approval has expired. A promotion needs a new review."),
            ReviewState.ApprovedWithConditions when review.Conditions.Any(c => !c.Holds) => (
                true,
                $"Approved, but a promotion is blocked: {review.Conditions.First(c => !c.Holds).Line}."
            ),
            ReviewState.ApprovedWithConditions => (
                false,
                "Approved, and all conditions are met now. Every promotion checks them again."
            ),
            _ => null,
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _looking?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
