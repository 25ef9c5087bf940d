using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>Lists datasets, searches datasets and samples, and creates a dataset.</summary>
public sealed partial class DatasetsPage : ComponentBase, IDisposable
{
    private readonly CancelPrevious _asking = new();
    private Page<DatasetRow>? _page;
    private Found? _found;
    private Refusal? _refused;
    private bool _mayManage;
    private bool _busy;
    private string _name = "";
    private string? _description;

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Q { get; set; }

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    [SupplyParameterFromQuery(Name = "new")]
    internal bool? New { get; set; }

    private bool IsNew => New == true;

    protected override async Task OnParametersSetAsync()
    {
        var ct = _asking.Next();
        var actor = await Current.GetAsync();
        _mayManage = actor.May(CatalogPolicies.Manage);
        if (string.IsNullOrWhiteSpace(Q))
        {
            var listed = await Datasets.ListAsync(actor, Cursor, 50, ct);
            (_page, _found, _refused) = (listed.Ok ? listed.Value : null, null, listed.Refusal);
        }
        else
        {
            var found = await Datasets.SearchAsync(actor, Q, ct);
            (_page, _found, _refused) = (null, found.Ok ? found.Value : null, found.Refusal);
        }
    }

    private async Task CreateAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var made = await Datasets.CreateAsync(
            await Current.GetAsync(),
            _name,
            _description,
            synthetic: false,
            CancellationToken.None
        );
        (_busy, _refused) = (false, made.Refusal);
        if (made.Ok)
            Navigator.NavigateTo($"/datasets/{made.Value.Id}");
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();
}
