using Governance.Audits;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Audits;

/// <summary>Lists the versions of audit suites, and proposes, approves and rejects them.</summary>
public sealed partial class SuitesPage : ComponentBase, IDisposable
{
    private const int PageSize = 25;
    private readonly CancellationTokenSource _left = new();
    private Page<SuiteVersion>? _page;
    private Actor? _actor;
    private Refusal? _refused;
    private string _name = "standard";
    private string _reason = "";
    private string _json = SuiteJson.Write(new());
    private bool _busy;

    [Inject]
    internal AuditSuites Suites { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _refused = null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _actor = await Current.GetAsync();
        var page = await Suites.ListAsync(_actor, null, Cursor, PageSize, _left.Token);
        _refused ??= page.Refusal;
        if (page.Ok)
            _page = page.Value;
    }

    private Task ProposeAsync() =>
        WorkAsync(async actor =>
        {
            var suite = SuiteJson.Read(_json);
            if (!suite.Ok)
                return suite.Refusal;
            var made = await Suites.ProposeAsync(actor, new(_name.Trim(), suite.Value, _reason), _left.Token);
            if (made.Ok)
                _reason = "";
            return made.Refusal;
        });

    private Task DecideAsync(Guid id, bool approve) =>
        WorkAsync(async actor =>
            (
                approve
                    ? await Suites.ApproveAsync(actor, id, _left.Token)
                    : await Suites.RejectAsync(actor, id, _left.Token)
            ).Refusal
        );

    private async Task WorkAsync(Func<Actor, Task<Refusal?>> work)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            _refused = await work(await Current.GetAsync());
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private static StateSign SignOf(SuiteState state) =>
        state switch
        {
            SuiteState.Approved => StateSign.Ok,
            SuiteState.Proposed => StateSign.Running,
            _ => StateSign.Plain,
        };

    private static string WordOf(SuiteState state) =>
        state == SuiteState.Proposed ? "approval pending" : state.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
