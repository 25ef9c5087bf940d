using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>The progress of a withdrawal, and its certificate when it is done.</summary>
public sealed partial class WithdrawalPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private WithdrawalDetail? _detail;
    private IReadOnlyList<RecipientNotice> _notices = [];
    private Refusal? _refused;
    private bool _busy;

    /// <summary>Id of the withdrawal, from the address.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal Withdrawals Withdrawals { get; set; } = default!;

    [Inject]
    internal Certificates Certificates { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromMilliseconds(500), Time, () => _ = InvokeAsync(FollowAsync));
        // Before the page knows its run, any announcement may be about it.
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
        var actor = await Current.GetAsync();
        var found = await Withdrawals.FindAsync(actor, Id, _left.Token);
        (_detail, _refused) = (found.Ok ? found.Value : null, found.Refusal);
        var notices = await Certificates.NoticesAsync(actor, Id, _left.Token);
        _notices = notices.Ok ? notices.Value : [];
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
                ? "Complete. Everything that the portal held is erased, except what the certificate lists as kept."
            : withdrawal.Modalities != Modalities.All
                ? $"Complete. The parts ({withdrawal.Modalities.InWords()}) are hidden; what was made of them is deleted."
            : "Complete. What was made for the withdrawn purpose is deleted or marked; the data is kept for the others.",
            WithdrawalState.Failed =>
                "Stopped before it was complete. The consent is withdrawn; continue the withdrawal to erase the rest.",
            _ => "The consent is already withdrawn. The rest runs in the background; you can leave this page.",
        };

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
