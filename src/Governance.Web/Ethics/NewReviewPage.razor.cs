using Governance.Ethics;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ethics;

/// <summary>Creates a review, or edits a draft.</summary>
public sealed partial class NewReviewPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ReviewDraft _draft = new();
    private IReadOnlyList<VersionChoice>? _versions;
    private Refusal? _refused;
    private Refusal? _notKept;
    private bool _busy;

    [Inject]
    internal EthicsReviews Reviews { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    /// <summary>Name of the model to preselect, with the number of the version.</summary>
    [SupplyParameterFromQuery(Name = "model")]
    internal string? Model { get; set; }

    [SupplyParameterFromQuery(Name = "version")]
    internal int? VersionNumber { get; set; }

    [SupplyParameterFromQuery(Name = "alias")]
    internal string? Alias { get; set; }

    [SupplyParameterFromQuery(Name = "draft")]
    internal Guid? DraftId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        var versions = await Reviews.VersionsAsync(actor, _left.Token);
        _refused = versions.Refusal;
        if (_refused is not null)
            return;
        if (DraftId is { } draftId)
        {
            var draft = await Reviews.FindAsync(actor, draftId, _left.Token);
            _refused = draft.Refusal
                ?? (draft.Value.Row.State == ReviewState.Draft ? null : new ReviewNotDraft(draft.Value.Row.Number));
            if (_refused is not null)
                return;
            _draft = ReviewDraft.Of(draft.Value);
        }
        else
        {
            var asked = versions.Value.FirstOrDefault(v => v.Model == Model && v.Number == VersionNumber);
            _draft.VersionId = asked?.Id ?? (versions.Value is [var newest, ..] ? newest.Id : Guid.Empty);
            if (!string.IsNullOrWhiteSpace(Alias))
                _draft.Alias = Alias;
        }
        _versions = versions.Value;
    }

    private async Task KeepAsync(bool submit)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var actor = await Current.GetAsync();
            _notKept = DraftId is { } draftId
                ? await GoOnAsync(actor, draftId, submit)
                : await BeginAsync(actor, submit);
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<Refusal?> BeginAsync(Actor actor, bool submit)
    {
        var made = await Reviews.DraftAsync(actor, _draft.ToReview(), submit, _left.Token);
        if (made.Ok)
            Navigator.NavigateTo($"/trust/reviews/{made.Value.Id}");
        return made.Refusal;
    }

    private async Task<Refusal?> GoOnAsync(Actor actor, Guid draftId, bool submit)
    {
        var kept = await Reviews.ReviseAsync(actor, draftId, _draft.ToReview(), _left.Token);
        if (kept.Ok && submit)
            kept = await Reviews.SubmitAsync(actor, draftId, _left.Token);
        if (kept.Ok)
            Navigator.NavigateTo($"/trust/reviews/{draftId}");
        return kept.Refusal;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
