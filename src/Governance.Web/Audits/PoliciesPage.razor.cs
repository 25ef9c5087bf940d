using Governance.Audits;
using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Audits;

/// <summary>Lists the promotion policies of a model's aliases, and proposes, approves and rejects them.</summary>
public sealed partial class PoliciesPage : ComponentBase, IDisposable
{
    private const int PageSize = 25;
    private readonly CancellationTokenSource _left = new();
    private Page<PolicyRow>? _page;
    private IReadOnlyList<SuiteVersion> _suites = [];
    private IReadOnlyList<VersionRow> _cuts = [];
    private Actor? _actor;
    private Refusal? _refused;
    private string _alias = "champion";
    private Guid _suite;
    private Guid _version;
    private int _days = 90;
    private int _subjects = new AuditSuite().MinimumSubjects;
    private int _samples = new AuditSuite().MinimumSamples;
    private double _withdrawn;
    private string _role = "";
    private string _reason = "";
    private bool _busy;

    /// <summary>The model's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    [Inject]
    internal PromotionPolicies Policies { get; set; } = default!;

    [Inject]
    internal AuditSuites Suites { get; set; } = default!;

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _refused = null;
        await LoadAsync();
        if (_page is null || _actor?.May(AuditsPolicies.Propose) != true)
            return;
        var suites = await Suites.ListAsync(
            _actor,
            SuiteState.Approved,
            null,
            Platform.Cursor.MaxPageSize,
            _left.Token
        );
        var cuts = await Versions.ListAsync(
            _actor,
            null,
            VersionState.Sealed,
            null,
            Platform.Cursor.MaxPageSize,
            _left.Token
        );
        if (suites.Ok)
            _suites = suites.Value.Items;
        if (cuts.Ok)
            _cuts = cuts.Value.Items;
        _suite = _suites.Select(s => s.Id).FirstOrDefault();
        _version = _cuts.Select(c => c.Version.Id).FirstOrDefault();
    }

    private async Task LoadAsync()
    {
        _actor = await Current.GetAsync();
        var page = await Policies.ListAsync(_actor, Name, Cursor, PageSize, _left.Token);
        _refused ??= page.Refusal;
        if (page.Ok)
            _page = page.Value;
    }

    private Task ProposeAsync() =>
        WorkAsync(async actor =>
        {
            var made = await Policies.ProposeAsync(
                actor,
                Name,
                _alias.Trim(),
                new(
                    _suite,
                    _version,
                    _days,
                    _subjects,
                    _samples,
                    _withdrawn / 100,
                    _reason,
                    _role.Length == 0 ? null : _role
                ),
                _left.Token
            );
            if (made.Ok)
                _reason = "";
            return made.Refusal;
        });

    private Task DecideAsync(Guid id, bool approve) =>
        WorkAsync(async actor =>
            approve
                ? (await Policies.ApproveAsync(actor, id, _left.Token)).Refusal
                : (await Policies.RejectAsync(actor, id, _left.Token)).Refusal
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

    private static StateSign SignOf(PolicyState state) =>
        state switch
        {
            PolicyState.InForce => StateSign.Ok,
            PolicyState.Proposed => StateSign.Running,
            _ => StateSign.Plain,
        };

    private static string WordOf(PolicyState state) =>
        state switch
        {
            PolicyState.InForce => "in force",
            PolicyState.Proposed => "approval pending",
            PolicyState.Replaced => "replaced",
            _ => "rejected",
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
