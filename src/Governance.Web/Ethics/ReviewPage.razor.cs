using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ethics;

/// <summary>One review: read, discussed, voted on, decided. Made for the phone of a member who sits in the meeting.</summary>
public sealed partial class ReviewPage : ComponentBase, IDisposable
{
    /// <summary>Others act in the same meeting: how often the page looks while it lasts.</summary>
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
            // The page was left while it looked.
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
            // A refusal often means that the page is behind: show it on the present state.
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

    /// <summary>The one line that tells this person where they stand; null when there is nothing to tell.</summary>
    private (bool Warn, string Words)? Told(ReviewDetail review) =>
        review.Row.State switch
        {
            ReviewState.Draft => (
                false,
                "This is a draft, and only you see it. Submit it when it says what the board has to know."
            ),
            ReviewState.Voting when review.Me.Conflict is { } conflict => (
                true,
                $"The vote is open. You do not vote: {conflict}."
            ),
            ReviewState.Voting when review.Me.MemberId is not null && !review.Me.Present => (
                true,
                "The vote is open. Mark yourself as here to vote."
            ),
            ReviewState.Voting when !review.Quorum.Held => (
                true,
                $"The vote is open, and no vote counts now: {review.Quorum.Missing}."
            ),
            ReviewState.Rejected => (
                true,
                "The board rejected this. The version cannot be promoted to this alias on it."
            ),
            ReviewState.Withdrawn => (false, "Whoever submitted this review took it back."),
            ReviewState.Approved or ReviewState.ApprovedWithConditions when review.Row.ExpiresAt <= Time.GetUtcNow() =>
                (true, "This approval has run out. A promotion needs a new review."),
            ReviewState.ApprovedWithConditions when review.Conditions.Any(c => !c.Holds) => (
                true,
                $"Approved, and a promotion is stopped for now: {review.Conditions.First(c => !c.Holds).Line}."
            ),
            ReviewState.ApprovedWithConditions => (
                false,
                "Approved, and its conditions hold now. A promotion asks them again."
            ),
            _ => null,
        };

    public void Dispose()
    {
        _looking?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
