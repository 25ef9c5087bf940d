using Governance.Catalog;
using Governance.Monitoring;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Monitoring;

/// <summary>A drift monitor: its false-alarm rate, its open alerts and its checks, with the form that starts a check.</summary>
public sealed partial class MonitorPage : ComponentBase, IDisposable
{
    private const int PageSize = 20;
    private readonly CancellationTokenSource _left = new();
    private MonitorRow? _row;
    private Run? _calibration;
    private Page<CheckRow>? _checks;
    private IReadOnlyList<AlertRow> _alerts = [];
    private IReadOnlyList<VersionRow> _batches = [];
    private Refusal? _refused;
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private Guid _versionId;
    private bool _mayRun;
    private bool _busy;

    /// <summary>The monitor.</summary>
    [Parameter]
    public Guid MonitorId { get; set; }

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    [Inject]
    internal DriftMonitors Monitors { get; set; } = default!;

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal JobRuns Runs { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromSeconds(1), Time, () => _ = InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            }));
        // Before the runs are known, any announcement may concern one of them.
        _subscription = Feed.Subscribe(id =>
        {
            if (_row is null || _row.Monitor.RunId == id || _checks?.Items.Any(c => c.Run.Id == id) == true)
                _throttle.Signal();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var actor = await Current.GetAsync();
        _mayRun = actor.May(MonitoringPolicies.Run);
        var row = await Monitors.FindAsync(actor, MonitorId, _left.Token);
        var checks = await Monitors.ChecksAsync(actor, MonitorId, Cursor, PageSize, _left.Token);
        var alerts = await Monitors.AlertsAsync(actor, openOnly: true, _left.Token);
        _refused = row.Refusal ?? checks.Refusal ?? alerts.Refusal;
        if (_refused is not null)
            return;
        (_row, _checks, _alerts) = (row.Value, checks.Value, [.. alerts.Value.Where(a => a.MonitorId == MonitorId)]);
        var calibrates = row.Value.Monitor.Trials is null;
        _calibration =
            calibrates && await Runs.FindAsync(actor, row.Value.Monitor.RunId, _left.Token) is { Ok: true } seen
                ? seen.Value
                : null;
        if (!_mayRun)
            return;
        var versions = await Versions.ListAsync(
            actor,
            null,
            VersionState.Sealed,
            null,
            Governance.Platform.Cursor.MaxPageSize,
            _left.Token
        );
        _batches = versions.Ok
            ? [.. versions.Value.Items.Where(v => v.Version.Id != row.Value.Monitor.ReferenceId)]
            : [];
        if (_batches.All(b => b.Version.Id != _versionId))
            _versionId = _batches is [var first, ..] ? first.Version.Id : Guid.Empty;
    }

    private async Task CheckAsync()
    {
        if (_busy)
            return;
        _busy = true;
        var check = await Monitors.CheckAsync(await Current.GetAsync(), MonitorId, _versionId, _left.Token);
        _busy = false;
        if (check.Ok)
            await LoadAsync();
        else
            _refused = check.Refusal;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
