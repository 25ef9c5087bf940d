using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Runs;

/// <summary>One job: its state, progress and what it rejected.</summary>
public sealed partial class RunPage : ComponentBase, IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _left = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private Actor? _actor;
    private Run? _run;
    private GridPage<RunRefusal>? _refusals;
    private Refusal? _refused;
    private int _skip;
    private bool _missing;
    private bool _busy;

    /// <summary>The run, from the address.</summary>
    [Parameter]
    public Guid Id { get; set; }

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
        _throttle = new(TimeSpan.FromMilliseconds(700), Time, () => _ = InvokeAsync(LoadAsync));
        _subscription = Feed.Subscribe(id =>
        {
            if (id == Id)
                _throttle.Signal();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        _skip = 0;
        await LoadAsync();
    }

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        _actor = await Current.GetAsync();
        var run = await Runs.FindAsync(_actor, Id, _left.Token);
        var refusals = await Runs.RefusalsAsync(_actor, Id, _skip, PageSize, _left.Token);
        _missing = !run.Ok;
        (_run, _refusals) = (run.Ok ? run.Value : null, refusals.Ok ? refusals.Value : null);
        StateHasChanged();
    }

    private async Task TurnAsync(int by)
    {
        _skip = Math.Max(0, _skip + by);
        await LoadAsync();
    }

    private bool MayCancel(Run run) =>
        !run.IsOver
        && _actor is { } actor
        && (run.StartedById == actor.UserId || actor.May(PlatformPolicies.ManageRuns));

    private async Task CancelAsync()
    {
        if (_busy)
            return;
        _busy = true;
        _refused = (await Runs.CancelAsync(Id, await Current.GetAsync(), _left.Token)).Refusal;
        _busy = false;
        await LoadAsync();
    }

    private static string Lede(Run run) =>
        run.State switch
        {
            RunState.Queued => "The job waits for a worker.",
            RunState.Running when run.CancelRequested => "The job stops and removes partial results.",
            RunState.Running => "The job runs in the background; you can leave this page.",
            RunState.Succeeded => "The job is done.",
            RunState.Cancelled => "The job was cancelled; no partial results were kept.",
            _ => "The job failed; no partial results were kept.",
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
