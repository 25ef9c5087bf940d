using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Curation;

/// <summary>Where curating begins: drafts that wait, datasets to draw from, what is sealed.</summary>
public sealed partial class CuratePage : ComponentBase, IDisposable
{
    private const int PageSize = 25;

    private readonly CancellationTokenSource _left = new();
    private Page<DatasetRow>? _datasets;
    private Page<VersionRow>? _drafts;
    private Page<VersionRow>? _sealed;
    private Refusal? _refused;

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal Viewer Viewer { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override void OnInitialized() => Viewer.Changed += Again;

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        var drafts = await Versions.ListAsync(actor, null, VersionState.Draft, null, PageSize, _left.Token);
        var done = await Versions.ListAsync(actor, null, VersionState.Sealed, Cursor, PageSize, _left.Token);
        var datasets = await Datasets.ListAsync(actor, null, PageSize, _left.Token);
        _refused = drafts.Refusal ?? done.Refusal ?? datasets.Refusal;
        if (_refused is null)
            (_drafts, _sealed, _datasets) = (drafts.Value, done.Value, datasets.Value);
    }

    private void Again() => _ = InvokeAsync(StateHasChanged);

    public void Dispose()
    {
        Viewer.Changed -= Again;
        _left.Cancel();
        _left.Dispose();
    }
}
