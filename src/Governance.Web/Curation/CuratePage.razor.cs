using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Curation;

/// <summary>Lists drafts, datasets to draw from and sealed versions.</summary>
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

    protected override void OnInitialized() => Viewer.Changed += Rerender;

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

    private void Rerender() => _ = InvokeAsync(StateHasChanged);

    /// <inheritdoc/>
    public void Dispose()
    {
        Viewer.Changed -= Rerender;
        _left.Cancel();
        _left.Dispose();
    }
}
