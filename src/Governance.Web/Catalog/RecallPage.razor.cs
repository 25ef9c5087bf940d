using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>A notice to a recipient: what it says, for printing, and what became of it.</summary>
public sealed partial class RecallPage : ComponentBase, IDisposable
{
    private const int MaxShown = 1000;

    private readonly CancellationTokenSource _left = new();
    private RecallDetail? _detail;
    private Refusal? _refused;
    private bool _busy;

    /// <summary>Id of the notice, from the address.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal RecallNotices Recalls { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal PortalScript Script { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var found = await Recalls.FindAsync(await Current.GetAsync(), Id, _left.Token);
        (_detail, _refused) = (found.Ok ? found.Value : null, found.Refusal);
    }

    private static bool MayRetry(RecipientNotice notice) =>
        notice.Way != RecallWay.ByHand && notice.State is (RecallState.Failed or RecallState.ToDo);

    private Task RetryAsync() => ActAsync(actor => Recalls.RetryAsync(actor, Id, _left.Token));

    private Task TickOffAsync() => ActAsync(actor => Recalls.TickOffAsync(actor, Id, _left.Token));

    private async Task ActAsync(Func<Actor, Task<Result<RecallDetail>>> act)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var changed = await act(await Current.GetAsync());
            _refused = changed.Refusal;
            if (changed.Ok)
                _detail = changed.Value;
        }
        finally
        {
            _busy = false;
        }
    }

    private Task PrintAsync() => Script.CallAsync("printPage");

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
