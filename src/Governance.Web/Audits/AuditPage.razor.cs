using Governance.Audits;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Governance.Web.Audits;

/// <summary>Shows the report of an audit, on screen or for printing; while the audit runs, its progress.</summary>
public sealed partial class AuditPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private AuditRow? _row;
    private AuditReport? _report;
    private Run? _run;
    private Refusal? _refused;

    /// <summary>The audit.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal AuditRuns Audits { get; set; } = default!;

    [Inject]
    internal JobRuns Runs { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    private bool Printing => new Uri(Navigator.Uri).AbsolutePath.EndsWith("/print", StringComparison.Ordinal);

    protected override void OnInitialized()
    {
        Navigator.LocationChanged += Turn;
        _throttle = new(TimeSpan.FromMilliseconds(700), Time, () => _ = InvokeAsync(FollowAsync));
        // A notice that arrives before the page knows its run may be about the end of that run.
        _subscription = Feed.Subscribe(id =>
        {
            if (_row is null || _row.Audit.RunId == id)
                _throttle.Signal();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var actor = await Current.GetAsync();
        var found = await Audits.FindAsync(actor, Id, _left.Token);
        _refused = found.Refusal;
        if (!found.Ok)
            return;
        _row = found.Value;
        _report = AuditRuns.Report(_row.Audit);
        _run =
            _row.Audit.RunId is { } run && await Runs.FindAsync(actor, run, _left.Token) is { Ok: true } seen
                ? seen.Value
                : null;
    }

    // Screen and print view are two addresses of this page with the same parameters, so nothing else renders it again.
    private void Turn(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigator.LocationChanged -= Turn;
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
