using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>Lists the purposes and adds new ones.</summary>
public sealed partial class PurposesPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<Purpose>? _purposes;
    private Refusal? _refused;
    private string _title = "";
    private string _code = "";
    private string _description = "";
    private bool _adding;
    private bool _busy;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _purposes = await Consents.PurposesAsync(_left.Token);

    private void Suggest()
    {
        if (_code.Length == 0 && _title.Trim().Length > 0)
            _code = KebabCase.Slug(_title);
    }

    private async Task AddAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var added = await Consents.AddPurposeAsync(
                await Current.GetAsync(),
                _code,
                _title,
                _description,
                _left.Token
            );
            _refused = added.Refusal;
            if (!added.Ok)
                return;
            (_title, _code, _description, _adding) = ("", "", "", false);
            _purposes = await Consents.PurposesAsync(_left.Token);
        }
        finally
        {
            _busy = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
