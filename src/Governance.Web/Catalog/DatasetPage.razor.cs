using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>A dataset with its counts and consent, and tabs for samples, quality, imports and versions.</summary>
public sealed partial class DatasetPage : ComponentBase, IDisposable
{
    private readonly CancelPrevious _asking = new();
    private Guid? _asked;
    private Actor? _actor;
    private DatasetRow? _row;
    private IReadOnlyList<ConsentCover> _cover = [];
    private Refusal? _refused;

    /// <summary>Id of the dataset.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal DatasetInView InView { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Tab { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        // A change of tab or filter changes the address, but not the dataset.
        if (_asked == Id)
            return;
        _asked = Id;
        var ct = _asking.Next();
        _actor = await Current.GetAsync();
        var row = await Datasets.FindAsync(_actor, Id, ct);
        (_row, _cover, _refused) = (null, [], row.Refusal);
        if (!row.Ok)
            return;
        var cover = await Datasets.CoverAsync(_actor, Id, ct);
        (_row, _cover) = (row.Value, cover.Ok ? cover.Value : []);
        InView.Show(row.Value.Dataset.Name, $"/datasets/{Id}");
    }

    private static IReadOnlyList<ShareBar.Piece> Pieces(ConsentCover cover) =>
        [
            new ShareBar.Piece(cover.Permitted, "permitted", "var(--accent)"),
            .. cover
                .Excluded.OrderByDescending(e => e.Value)
                .Select(e => new ShareBar.Piece(
                    e.Value,
                    e.Key.InWords(),
                    e.Key is Exclusion.Withdrawn or Exclusion.Refused ? "var(--harm)" : "var(--text-muted)",
                    Hollow: true
                )),
        ];

    /// <inheritdoc/>
    public void Dispose()
    {
        _asking.Dispose();
        InView.Hide();
    }
}
