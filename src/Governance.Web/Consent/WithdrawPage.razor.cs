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
        _purposes = standing.Ok ? [.. standing.Value.Where(s => s.Permits).Select(s => s.Purpose)] : [];
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
                    withdrawn.Value,
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
        if (string.IsNullOrEmpty(Purpose))
            return WithdrawnPurposes.All;
        return _purposes.FirstOrDefault(p => p.Code == Purpose) is { } one
            ? WithdrawnPurposes.One(one.Id)
            : new NotFound("permitted purpose", Purpose);
    }

    private static string Takes(WithdrawalPlan plan) =>
        plan.Withdraws.Count switch
        {
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
