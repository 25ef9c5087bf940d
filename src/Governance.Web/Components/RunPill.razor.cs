using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Governance.Web.Components;

/// <summary>The running jobs in the top bar of every page.</summary>
public sealed partial class RunPill : ComponentBase, IDisposable
{
    /// <summary>How long a job that has ended stays in the bar.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromSeconds(10);

    private readonly HashSet<Guid> _running = [];
    private Throttle? _throttle;
    private ITimer? _fade;
    private IDisposable? _subscription;
    private Actor? _actor;
    private Run? _shown;
    private int _others;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal JobRuns Runs { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [Inject]
    internal ISnackbar Snackbar { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _throttle = new(TimeSpan.FromMilliseconds(700), Time, () => _ = InvokeAsync(ReloadAsync));
        _fade = Time.CreateTimer(_ => _throttle.Signal(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _subscription = Feed.Subscribe(_ => _throttle.Signal());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        try
        {
            await LoadAsync();
        }
        catch (Exception away) when (Faults.Of(away) is not null)
        {
            // The bar is on every page: it keeps what it shows and loads again with the next change.
            _fade?.Change(Recently, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task LoadAsync()
    {
        _actor = await Current.GetAsync();
        var runs = await Runs.CurrentAsync(_actor, Recently, CancellationToken.None);
        var active = runs.Where(r => !r.IsOver).ToList();
        foreach (var ended in runs.Where(r => r.IsOver && _running.Remove(r.Id) && r.StartedById == _actor.UserId))
            Tell(ended);
        _running.UnionWith(active.Select(r => r.Id));
        _shown = active.FirstOrDefault(r => r.State == RunState.Running)
            ?? active.FirstOrDefault()
            ?? (runs.Count > 0 ? runs[0] : null);
        _others = Math.Max(0, active.Count - (_shown is { IsOver: false } ? 1 : 0));
        if (_shown is { IsOver: true })
            _fade?.Change(Recently, Timeout.InfiniteTimeSpan);
        StateHasChanged();
    }

    private void Tell(Run run) =>
        Snackbar.Add(
            run.State == RunState.Failed
                ? $"{run.Title}: failed. {run.Error}"
                : $"{run.Title}: {StateBadge.WordOf(run.State)}.",
            run.State == RunState.Failed ? Severity.Error : Severity.Normal
        );

    private bool MayCancel(Run run) =>
        _actor is { } actor && (run.StartedById == actor.UserId || actor.May(PlatformPolicies.ManageRuns));

    private async Task CancelAsync()
    {
        if (_shown is not { IsOver: false } run)
            return;
        var result = await Runs.CancelAsync(run.Id, await Current.GetAsync(), CancellationToken.None);
        if (result.Refusal is { } refusal)
            Snackbar.Add(refusal.What, Severity.Warning);
        await ReloadAsync();
    }

    private static string Width(Run run) =>
        (run.Total <= 0 ? 0 : Math.Clamp(100.0 * run.Done / run.Total, 0, 100)).ToString(
            "0.#",
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _fade?.Dispose();
        _throttle?.Dispose();
    }
}
