using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>
/// Prepares an export of a sealed version and shows which samples can be exported. With <c>?export=</c> in the address,
/// shows one export and follows its delivery to the end.
/// </summary>
public sealed partial class ExportPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _left = new();
    private VersionRow? _row;
    private IReadOnlyList<Purpose> _purposes = [];
    private ExportOutlook? _outlook;
    private ExportRow? _export;
    private ITimer? _timer;
    private Refusal? _refused;
    private IReadOnlyList<RecipientNotice> _notices = [];
    private string _recipient = "";
    private string _email = "";
    private string _webhook = "";
    private (Guid ExportId, string? Secret) _new;
    private bool _busy;

    /// <summary>Id of the version.</summary>
    [Parameter]
    public Guid VersionId { get; set; }

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal Exports Exports { get; set; } = default!;

    [Inject]
    internal RecallNotices Recalls { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Purpose { get; set; }

    [SupplyParameterFromQuery(Name = "export")]
    internal Guid? ExportId { get; set; }

    private string PurposeCode => Purpose ?? _row?.Purpose ?? "";

    private string Lede =>
        _export is null
            ? "Enter the recipient and the purpose. You see how many samples can be exported before you export any."
            : "One export: its recipient, its purpose and how many samples were delivered.";

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        var row = await Versions.FindAsync(actor, VersionId, _left.Token);
        _refused = row.Refusal;
        if (!row.Ok)
            return;
        _row = row.Value;
        if (ExportId is { } id)
            await FindAsync(actor, id);
        else
            await LookAheadAsync(actor);
    }

    private async Task FindAsync(Actor actor, Guid exportId)
    {
        var found = await Exports.FindAsync(actor, exportId, _left.Token);
        var mine = found.Ok && found.Value.Export.VersionId == VersionId;
        (_export, _refused) = (
            mine ? found.Value : null,
            mine ? null : found.Refusal ?? new NotFound("export", exportId.ToString())
        );
        if (_export?.Export.State == ExportState.Delivering)
            Watch();
        var notices = await Recalls.ListAsync(actor, new(ExportId: exportId), null, 100, _left.Token);
        _notices = mine && notices.Ok ? [.. notices.Value.Items.Select(r => r.Notice)] : [];
    }

    private async Task ReloadAsync()
    {
        if (ExportId is { } id)
            await FindAsync(await Current.GetAsync(), id);
    }

    private async Task LookAheadAsync(Actor actor)
    {
        _export = null;
        if (_row!.Version.State != VersionState.Sealed || !actor.May(CatalogPolicies.Export))
            return;
        _purposes = await Consents.PurposesAsync(_left.Token);
        var outlook = await Exports.OutlookAsync(actor, VersionId, PurposeCode, _left.Token);
        (_outlook, _refused) = (outlook.Ok ? outlook.Value : null, outlook.Refusal);
    }

    private static int Withheld(ExportOutlook outlook) =>
        outlook.Cover.Total - outlook.Cover.Permitted + outlook.Erased;

    private void ChooseAsync(ChangeEventArgs e) =>
        Navigator.NavigateTo(Navigator.GetUriWithQueryParameter("purpose", e.Value?.ToString()), replace: true);

    private async Task PrepareAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var prepared = await Exports.PrepareAsync(
                await Current.GetAsync(),
                VersionId,
                new(PurposeCode, _recipient, new(_email, _webhook)),
                _left.Token
            );
            _refused = prepared.Refusal;
            if (!prepared.Ok)
                return;
            // The same page shows the export, and the secret this once.
            _new = (prepared.Value.Export.Id, prepared.Value.Secret);
            Navigator.NavigateTo($"/versions/{VersionId}/export?export={prepared.Value.Export.Id}");
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>The download runs over plain HTTP, outside this circuit, so the page polls until the delivery has ended.</summary>
    private void Watch() =>
        _timer ??= Time.CreateTimer(_ => _ = InvokeAsync(PollAsync), null, PollInterval, PollInterval);

    private async Task PollAsync()
    {
        if (_left.IsCancellationRequested || ExportId is not { } id)
            return;
        await FindAsync(await Current.GetAsync(), id);
        if (_export?.Export.State is ExportState.Delivered or ExportState.Interrupted)
            StopWatching();
        StateHasChanged();
    }

    private void StopWatching()
    {
        _timer?.Dispose();
        _timer = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopWatching();
        _left.Cancel();
        _left.Dispose();
    }
}
