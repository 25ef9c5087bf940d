using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Home;

/// <summary>The home page: lines that need attention, running jobs, and the last 7 days.</summary>
public sealed partial class HomePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<HomeLine>? _lines;
    private IReadOnlyList<Run> _running = [];
    private bool _mayReadRuns;
    private Throttle? _throttle;
    private IDisposable? _subscription;

    [Inject]
    internal IEnumerable<HomeLines> Sources { get; set; } = default!;

    [Inject]
    internal IServiceProvider Services { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal JobRuns Runs { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        _mayReadRuns = actor.May(PlatformPolicies.ReadRuns);
        if (_mayReadRuns)
        {
            _throttle = new(TimeSpan.FromSeconds(1), Time, () => _ = InvokeAsync(LoadRunsAsync));
            _subscription = Feed.Subscribe(_ => _throttle.Signal());
            await LoadRunsAsync();
        }
        var lines = new List<HomeLine>();
        foreach (var source in Sources)
            lines.AddRange(await source(Services, actor, _left.Token));
        _lines = lines;
    }

    private async Task LoadRunsAsync()
    {
        _running = await Runs.CurrentAsync(await Current.GetAsync(), TimeSpan.Zero, _left.Token);
        StateHasChanged();
    }

    private IReadOnlyList<HomeLine> Of(HomePart part) => [.. _lines!.Where(l => l.Part == part && l.Count > 0)];

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
