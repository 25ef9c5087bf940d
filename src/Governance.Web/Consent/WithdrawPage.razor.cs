using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>Previews a withdrawal and starts it with one click and no required input.</summary>
public sealed partial class WithdrawPage : ComponentBase, IDisposable
{
    [Inject]
    internal Withdrawals Withdrawals { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        var standing = await Consents.StandingAsync(actor, SubjectId, _left.Token);
        // Also those whose withdrawal is only recorded and has not been carried out.
        _purposes = standing.Ok
            ?
            [
                .. standing
                    .Value.Where(s => s.Permits || s.Record?.State == ConsentState.Withdrawn)
                    .Select(s => s.Purpose),
            ]
            : [];
        _modalities = standing.Ok ? Covered(standing.Value) : Modalities.None;
        var withdrawn = Withdrawn();
        var plan = withdrawn.Ok
            ? await Withdrawals.DryRunAsync(actor, SubjectId, withdrawn.Value, _left.Token)
            : withdrawn.Refusal;
        (_plan, _refused) = (plan.Ok ? plan.Value : null, plan.Refusal);
        _steps = plan.Ok ? [.. plan.Value.Steps.Select(FlowStep.Of)] : [];
    }

    private async Task WithdrawAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var withdrawn = Withdrawn();
            var begun = withdrawn.Ok
                ? await Withdrawals.WithdrawAsync(
                    await Current.GetAsync(),
                    SubjectId,
                    withdrawn.Value with
                    {
                        Erases = _plan?.Erases,
                    },
                    _reason,
                    ConsentMethod.Electronic,
                    _left.Token
                )
                : withdrawn.Refusal;
            _refused = begun.Refusal;
            if (begun.Ok)
                Navigator.NavigateTo($"/trust/withdrawals/{begun.Value.Id}");
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>The address names one purpose, or none for all. An unknown name is refused and never means all.</summary>
    private Result<WithdrawnPurposes> Withdrawn()
    {
        WithdrawnPurposes purposes;
        if (string.IsNullOrEmpty(Purpose))
            purposes = WithdrawnPurposes.All;
        else if (_purposes.FirstOrDefault(p => p.Code == Purpose) is { } one)
            purposes = WithdrawnPurposes.One(one.Id);
        else
            return new NotFound("purpose with a consent", Purpose);
        if (string.IsNullOrEmpty(OnlyModality))
            return purposes;
        return Modalities.All.Each().Where(m => m.Word() == OnlyModality).ToArray() is { Length: 1 } only
            ? purposes.For(only)
            : new NotFound("modality", OnlyModality);
    }

    /// <summary>The address of the preview for a purpose and a modality; null = all.</summary>
    private string Address(string? purpose, string? modality)
    {
        var query = string.Join(
            '&',
            new[]
            {
                purpose is null ? null : $"purpose={purpose}",
                modality is null ? null : $"modality={modality}",
            }.OfType<string>()
        );
        return query.Length == 0 ? Here : $"{Here}?{query}";
    }

    private static Modalities Covered(IReadOnlyList<ConsentStanding> standing) =>
        standing
            .Where(s => s.Permits)
            .Aggregate(Modalities.None, (all, one) => all | (one.Record?.Modalities ?? Modalities.None));

    private static string Takes(WithdrawalPlan plan) =>
        plan.Withdraws.Count switch
        {
            > 0 when plan.Modalities != Modalities.All =>
                $"Withdraws the consent for {plan.Modalities.InWords()}, for: "
                    + $"{string.Join(", ", plan.Withdraws.Select(p => p.Title))}.",
            0 when plan.Modalities != Modalities.All => $"There is no valid consent for {plan.Modalities.InWords()}.",
            0 => "There is no valid consent; the data that is still stored is erased.",
            1 => $"Withdraws the consent for “{plan.Withdraws[0].Title}”.",
            var n => $"Withdraws {n} consents: {string.Join(", ", plan.Withdraws.Select(p => p.Title))}.",
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
