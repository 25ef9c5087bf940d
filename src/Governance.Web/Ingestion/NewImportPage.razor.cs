using System.Text.Json;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Frame;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Governance.Web.Ingestion;

public sealed partial class NewImportPage : ComponentBase, IAsyncDisposable
{
    private readonly Latest _asking = new();
    private DatasetRow? _dataset;
    private Refusal? _refused;
    private string _map = StarterMap.Text;
    private IReadOnlyList<MapError>? _errors;
    private IReadOnlyList<string>? _folders;
    private Refusal? _noFolder;
    private ElementReference _input;
    private DotNetObjectReference<NewImportPage>? _self;
    private IJSObjectReference? _upload;
    private (long Done, long Total)? _sent;
    private UploadProblem? _problem;
    private bool _busy;

    [Parameter] public Guid Id { get; set; }

    [Inject] internal DatasetShelf Shelf { get; set; } = default!;
    [Inject] internal ImportDesk Desk { get; set; } = default!;
    [Inject] internal FolderShelf Folders { get; set; } = default!;
    [Inject] internal CurrentActor Current { get; set; } = default!;
    [Inject] internal PortalScript Script { get; set; } = default!;
    [Inject] internal NavigationManager Navigator { get; set; } = default!;

    /// <summary>“folder”, or an upload.</summary>
    [SupplyParameterFromQuery(Name = "from")] internal string? Source { get; set; }
    [SupplyParameterFromQuery] internal string? Folder { get; set; }

    private bool IsFolder => Source == "folder" && Folders.IsOpen;
    private string Parent => Folder?.LastIndexOf('/') is > 0 and var at ? Folder[..at] : "";

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        if (_dataset?.Dataset.Id != Id)
        {
            var found = await Shelf.FindAsync(actor, Id, _asking.Next());
            (_dataset, _refused) = (found.Ok ? found.Value : null, found.Refusal);
        }
        if (!IsFolder) return;
        var folders = Folders.List(actor, Folder ?? "");
        (_folders, _noFolder) = (folders.Ok ? folders.Value : null, folders.Refusal);
    }

    private void From(string source) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameter("from", source == "folder" ? source : null));

    private void Look(string? folder) => Navigator.NavigateTo(Navigator.GetUriWithQueryParameter("folder", string.IsNullOrWhiteSpace(folder) ? null : folder.Trim().Trim('/')));

    private string Below(string name) => string.IsNullOrEmpty(Folder) ? name : $"{Folder}/{name}";

    private void Check() => _errors = ImportMapReader.Read(_map).Errors;

    private void StartOver() => (_map, _errors) = (StarterMap.Text, null);

    private async Task StartAsync()
    {
        if (_busy) return;
        (_refused, _problem) = (null, null);
        Check();
        if (_errors is { Count: > 0 }) return;
        _busy = true;
        if (IsFolder) await StartFromFolderAsync();
        else await UploadAsync();
    }

    private async Task StartFromFolderAsync()
    {
        var started = await Desk.StartAsync(await Current.GetAsync(), Id, _map, new FolderOrigin(Folder ?? ""), CancellationToken.None);
        (_busy, _refused) = (false, started.Refusal);
        if (started.Ok) Navigator.NavigateTo($"/imports/{started.Value.Id}");
    }

    // The bytes go by HTTP, never through the circuit; the API starts the import when it has them.
    private async Task UploadAsync()
    {
        _self ??= DotNetObjectReference.Create(this);
        _upload = await Script.CallAsync<IJSObjectReference>("uploadFile", _input, $"/api/v1/datasets/{Id}/imports", _self, "POST", new { map = _map });
    }

    private async Task StopAsync()
    {
        if (_upload is not { } upload) return;
        try
        {
            await upload.InvokeVoidAsync("cancel");
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its upload with it.
        }
    }

    [JSInvokable]
    public void OnUploadProgress(long done, long total)
    {
        _sent = (done, total);
        StateHasChanged();
    }

    [JSInvokable]
    public void OnUploadDone(string answer)
    {
        using var import = JsonDocument.Parse(answer);
        Navigator.NavigateTo($"/imports/{import.RootElement.GetProperty("id").GetGuid()}");
    }

    [JSInvokable]
    public void OnUploadFailed(UploadProblem problem)
    {
        (_busy, _sent, _upload, _problem) = (false, null, null, problem);
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        _asking.Dispose();
        _self?.Dispose();
        if (_upload is not { } upload) return;
        try
        {
            await upload.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }
}

/// <summary>What the browser says about an upload that failed: the server's problem details, or its own words.</summary>
public sealed record UploadProblem(int Status, string Title, string? Detail);
