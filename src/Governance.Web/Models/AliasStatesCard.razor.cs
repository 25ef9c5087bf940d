using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Models;

/// <summary>Suspends, resumes and retires the aliases of a model.</summary>
public sealed partial class AliasStatesCard : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Act? _act;
    private RollbackOffer? _offer;
    private Refusal? _refused;
    private string _reason = "";
    private int _fallback;
    private bool _busy;

    /// <summary>The model's name.</summary>
    [Parameter, EditorRequired]
    public string Model { get; set; } = "";

    /// <summary>Its aliases.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AliasRow> Aliases { get; set; } = [];

    /// <summary>Called after an alias has changed.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    internal ModelAliases Door { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    private sealed record Act(AliasState Kind, AliasRow Alias);

    private async Task BeginAsync(AliasState kind, AliasRow alias)
    {
        (_refused, _reason, _fallback, _offer) = (null, "", 0, null);
        if (kind == AliasState.Suspended)
        {
            var offer = await Door.OfferRollbackAsync(await Current.GetAsync(), Model, alias.Alias, _left.Token);
            _offer = offer.Ok ? offer.Value : null;
        }
        _act = new(kind, alias);
    }

    private async Task DoAsync()
    {
        if (_busy || _act is not { } act)
            return;
        _busy = true;
        try
        {
            var actor = await Current.GetAsync();
            var name = act.Alias.Alias;
            var done = act.Kind switch
            {
                AliasState.Suspended => await Door.SuspendAsync(
                    actor,
                    Model,
                    name,
                    _fallback == 0 ? null : _fallback,
                    _reason,
                    _left.Token
                ),
                AliasState.Retired => await Door.RetireAsync(actor, Model, name, _reason, _left.Token),
                _ => await Door.ResumeAsync(actor, Model, name, _reason, _left.Token),
            };
            _refused = done.Refusal;
            if (!done.Ok)
                return;
            _act = null;
            await Changed.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private static string Verb(AliasState kind) =>
        kind switch
        {
            AliasState.Suspended => "Suspend",
            AliasState.Retired => "Retire",
            _ => "Resume",
        };

    private static string Says(AliasState kind, AliasRow alias) =>
        kind switch
        {
            AliasState.Suspended =>
                $"“{alias.Alias}” stops answering with version {alias.Number} at once. It needs no second person.",
            AliasState.Retired =>
                $"“{alias.Alias}” ends. It gives no predictions, never moves again, and its name is not given again. "
                    + "This cannot be undone.",
            _ => $"“{alias.Alias}” answers with version {alias.Number} again, if every gate lets it.",
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
