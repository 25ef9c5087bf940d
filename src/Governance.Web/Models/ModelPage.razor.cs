using System.Globalization;
using Governance.Audits;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Models;

/// <summary>Shows a model: its versions with their aliases, promotions, rollbacks and the history.</summary>
public sealed partial class ModelPage : ComponentBase, IDisposable
{
    private const int Stops = 20;
    private const int Moves = 20;

    private readonly CancellationTokenSource _left = new();
    private readonly Dictionary<Guid, IReadOnlyList<GateAnswer>> _gates = [];
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private Actor? _actor;
    private ModelRow? _row;
    private IReadOnlyList<ModelVersionRow> _versions = [];
    private IReadOnlyList<ProposalRow> _waiting = [];
    private IReadOnlyList<AliasEventRow> _history = [];
    private IReadOnlyList<AliasStateRow> _states = [];
    private IReadOnlyList<ConsentAlert> _alerts = [];
    private ILookup<Guid, AuditMark>? _audits;
    private ILookup<Guid, ReviewRow>? _reviews;
    private IReadOnlyList<GateAnswer>? _asked;
    private RollbackOffer? _offer;
    private Refusal? _refused;
    private string? _older;
    private string _alias = "champion";
    private string _reason = "";
    private string _rollbackReason = "";
    private int _number;
    private bool _busy;

    /// <summary>The model's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [Inject]
    internal ModelRegistry Registry { get; set; } = default!;

    [Inject]
    internal ModelAliases Aliases { get; set; } = default!;

    [Inject]
    internal ConsentAlerts Alerts { get; set; } = default!;

    [Inject]
    internal AuditRuns Audits { get; set; } = default!;

    [Inject]
    internal EthicsReviews Reviews { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromSeconds(1), Time, () => _ = InvokeAsync(FollowAsync));
        // A notice that arrives before the page knows its runs may be about the end of one of them.
        _subscription = Feed.Subscribe(id =>
        {
            if (_row is null || _versions.Any(v => v.Version.RunId == id))
                _throttle.Signal();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        await AskAsync();
    }

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var actor = await Current.GetAsync();
        var row = await Registry.FindAsync(actor, Name, _left.Token);
        _refused = row.Refusal;
        if (!row.Ok)
            return;
        var versions = await Registry.VersionsAsync(actor, Name, Cursor, Stops, _left.Token);
        var waiting = await Aliases.WaitingAsync(actor, Name, _left.Token);
        var history = await Aliases.HistoryAsync(actor, Name, null, null, Moves, _left.Token);
        var states = await Aliases.StateChangesAsync(actor, Name, null, Moves, _left.Token);
        var alerts = await Alerts.ListAsync(actor, Name, openOnly: false, _left.Token);
        _refused = versions.Refusal ?? waiting.Refusal ?? history.Refusal ?? states.Refusal ?? alerts.Refusal;
        if (_refused is not null)
            return;
        (_states, _alerts) = (states.Value.Items, alerts.Value);
        (_actor, _row, _versions, _older, _waiting, _history) = (
            actor,
            row.Value,
            versions.Value.Items,
            versions.Value.Next,
            waiting.Value,
            history.Value.Items
        );
        Guid[] ids = [.. _versions.Select(v => v.Version.Id)];
        var audits = await Audits.OfVersionsAsync(actor, ids, _left.Token);
        var reviews = await Reviews.OfVersionsAsync(actor, ids, _left.Token);
        (_audits, _reviews) = (
            audits.Ok ? audits.Value.ToLookup(a => a.ModelVersionId) : null,
            reviews.Ok ? reviews.Value.ToLookup(r => r.ModelVersionId) : null
        );
        _gates.Clear();
        foreach (var one in _waiting)
        {
            var now = await Aliases.GatesAsync(
                actor,
                Name,
                one.Proposal.Alias,
                one.ToNumber,
                AliasMove.Promotion,
                _left.Token
            );
            if (now.Ok)
                _gates[one.Proposal.Id] = now.Value;
        }
    }

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        // The first version may have become ready just now.
        if (_asked is null)
            await AskAsync();
        StateHasChanged();
    }

    private int Unmet(ProposalRow waiting) =>
        (_gates.GetValueOrDefault(waiting.Proposal.Id) ?? GateList.Of(waiting.Answers)).Count(g =>
            g.State == GateState.Unmet
        );

    private Task PickAsync(ChangeEventArgs e)
    {
        _number = int.TryParse(e.Value?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : _number;
        return AskAsync();
    }

    private async Task AskAsync()
    {
        _asked = null;
        if (_number == 0 && _versions.FirstOrDefault(v => v.Version.State == ModelVersionState.Ready) is { } newest)
            _number = newest.Version.Number;
        if (_row is null || _number == 0 || !_actor!.May(ModelsPolicies.Promote))
            return;
        var (alias, number) = (_alias, _number);
        var answers = await Aliases.GatesAsync(_actor, Name, alias.Trim(), number, AliasMove.Promotion, _left.Token);
        // The person may have chosen another version or alias while the gates were asked.
        if ((alias, number) == (_alias, _number))
            _asked = answers.Ok ? answers.Value : null;
    }

    private Task ProposeAsync() =>
        WorkAsync(async actor =>
        {
            var proposed = await Aliases.ProposeAsync(actor, Name, _alias.Trim(), _number, _reason, _left.Token);
            if (proposed.Ok)
                _reason = "";
            return proposed.Refusal;
        });

    private Task ApproveAsync(Guid id) =>
        WorkAsync(async actor => (await Aliases.ApproveAsync(actor, id, _left.Token)).Refusal);

    private Task WithdrawAsync(Guid id) =>
        WorkAsync(async actor => (await Aliases.WithdrawAsync(actor, id, _left.Token)).Refusal);

    private Task OfferAsync(string alias) =>
        WorkAsync(async actor =>
        {
            var offer = await Aliases.OfferRollbackAsync(actor, Name, alias, _left.Token);
            _offer = offer.Ok ? offer.Value : null;
            return offer.Refusal;
        });

    private Task RollBackAsync(string alias, int number) =>
        WorkAsync(async actor =>
        {
            var moved = await Aliases.RollBackAsync(actor, Name, alias, number, _rollbackReason, _left.Token);
            if (moved.Ok)
                (_offer, _rollbackReason) = (null, "");
            return moved.Refusal;
        });

    private async Task WorkAsync(Func<Actor, Task<Refusal?>> work)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var refused = await work(await Current.GetAsync());
            await LoadAsync();
            await AskAsync();
            _refused ??= refused;
        }
        finally
        {
            _busy = false;
        }
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
