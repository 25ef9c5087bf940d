using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ingestion;

/// <summary>The imports of a dataset or of all datasets, updated while one runs.</summary>
public sealed partial class ImportsTab : ComponentBase, IDisposable
{
    private readonly CancelPrevious _asking = new();
    private (Guid?, string?)? _asked;
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private Page<ImportEntry>? _page;
    private Refusal? _refused;
    private bool _mayImport;

    /// <summary>Null = imports of every dataset.</summary>
    [Parameter]
    public Guid? DatasetId { get; set; }

    [Inject]
    internal Imports Imports { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromSeconds(1), Time, () => _ = InvokeAsync(FollowAsync));
        // A notice that arrives before the list is loaded may announce the end of one of its runs.
        _subscription = Feed.Subscribe(id =>
        {
            if (_page is null || _page.Items.Any(e => e.Run.Id == id))
                _throttle.Signal();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == (DatasetId, Cursor))
            return;
        _asked = (DatasetId, Cursor);
        await LoadAsync();
    }

    private async Task FollowAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var ct = _asking.Next();
        var actor = await Current.GetAsync();
        _mayImport = actor.May(IngestionPolicies.Import);
        var listed = await Imports.JournalAsync(actor, DatasetId, Cursor, 25, ct);
        (_page, _refused) = (listed.Ok ? listed.Value : null, listed.Refusal);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _asking.Dispose();
    }
}
