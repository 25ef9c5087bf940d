using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>The picture filling up while a withdrawal is carried out, and its certificate afterwards.</summary>
public sealed partial class WithdrawalPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private WithdrawalDetail? _detail;
    private Refusal? _refused;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal Withdrawals Withdrawals { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    private IReadOnlyList<HeldThing> Recipients =>
        _detail is null ? [] : [.. _detail.Steps.Where(s => s.Fate == HoldingFate.Notified).SelectMany(s => s.Things)];

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromMilliseconds(500), Time, () => _ = InvokeAsync(FollowAsync));
        // What is announced before the page knows its run may be the end of it.
        _subscription = Feed.Subscribe(id =>
        {
            if (_detail is null || _detail.Withdrawal.RunId == id)
                _throttle.Signal();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var found = await Withdrawals.FindAsync(await Current.GetAsync(), Id, _left.Token);
        (_detail, _refused) = (found.Ok ? found.Value : null, found.Refusal);
    }

    private async Task ResumeAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var resumed = await Withdrawals.ResumeAsync(await Current.GetAsync(), Id, _left.Token);
            await LoadAsync();
            _refused = resumed.Refusal;
        }
        finally
        {
            _busy = false;
        }
    }

    private static string Lede(Withdrawal withdrawal) =>
        withdrawal.State switch
        {
            WithdrawalState.Done => withdrawal.Erases
                ? "Carried through to the last copy that the portal holds."
                : "Everything made under the withdrawn purpose has ended; the data stay for the others.",
            WithdrawalState.Failed =>
                "It was stopped on the way. The consent is withdrawn all the same; continue it to erase the rest.",
            _ => "The consent is withdrawn already. The rest is done on its own; you can leave this page.",
        };

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];

    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
