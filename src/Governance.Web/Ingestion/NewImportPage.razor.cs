using System.Text.Json;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ingestion;

/// <summary>The page that starts an import from an archive or from a folder of the server.</summary>
public sealed partial class NewImportPage : ComponentBase, IDisposable
{
    private readonly CancelPrevious _asking = new();
    private DatasetRow? _dataset;
    private Refusal? _refused;
    private LargeText? _map;
    private IReadOnlyList<MapError>? _errors;
    private IReadOnlyList<string>? _folders;
    private Refusal? _noFolder;
    private ElementReference _input;
    private FileUpload? _upload;
    private bool _busy;

    /// <summary>The dataset that receives the import.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal Imports Imports { get; set; } = default!;

    [Inject]
    internal ServerFolders Folders { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    /// <summary>“folder” for a folder on the server; anything else means an upload.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    internal string? Source { get; set; }

    [SupplyParameterFromQuery]
    internal string? Folder { get; set; }

    private bool IsFolder => Source == "folder" && Folders.IsOpen;
    private string Parent => Folder?.LastIndexOf('/') is > 0 and var at ? Folder[..at] : "";

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        if (_dataset?.Dataset.Id != Id)
        {
            var found = await Datasets.FindAsync(actor, Id, _asking.Next());
            (_dataset, _refused) = (found.Ok ? found.Value : null, found.Refusal);
        }
        if (!IsFolder)
            return;
        var folders = Folders.List(actor, Folder ?? "");
        (_folders, _noFolder) = (folders.Ok ? folders.Value : null, folders.Refusal);
    }

    private void From(string source) =>
        Navigator.NavigateTo(Navigator.GetUriWithQueryParameter("from", source == "folder" ? source : null));

    private void Look(string? folder) =>
        Navigator.NavigateTo(
            Navigator.GetUriWithQueryParameter(
                "folder",
                string.IsNullOrWhiteSpace(folder) ? null : folder.Trim().Trim('/')
            )
        );

    private string Below(string name) => string.IsNullOrEmpty(Folder) ? name : $"{Folder}/{name}";

    private async Task CheckAsync() => await ReadAsync();

    /// <summary>Returns the map, or null when it has errors, which the page then shows.</summary>
    private async Task<CheckedMap?> ReadAsync()
    {
        var text = await _map!.ReadAsync(CancellationToken.None);
        (_refused, _errors) = (text.Refusal, null);
        if (!text.Ok)
            return null;
        var map = CheckedMap.Read(text.Value);
        _errors = map.Refusal is MapInvalid invalid ? invalid.Errors : [];
        return map.Ok ? map.Value : null;
    }

    private void StartOver()
    {
        _errors = null;
        _map!.Write(StarterMap.Text);
    }

    private async Task StartAsync()
    {
        if (_busy)
            return;
        if (await ReadAsync() is not { } map)
            return;
        if (IsFolder)
            await StartFromFolderAsync(map);
        else
            await _upload!.SendAsync(_input, $"/api/v1/datasets/{Id}/imports", new { map = map.Text });
    }

    private async Task StartFromFolderAsync(CheckedMap map)
    {
        _busy = true;
        var started = await Imports.StartAsync(
            await Current.GetAsync(),
            Id,
            map,
            new FolderOrigin(Folder ?? ""),
            CancellationToken.None
        );
        (_busy, _refused) = (false, started.Refusal);
        if (started.Ok)
            Navigator.NavigateTo($"/imports/{started.Value.Id}");
    }

    /// <summary>Opens the page of the import that the API started and returned.</summary>
    private void Follow(string answer)
    {
        using var import = JsonDocument.Parse(answer);
        Navigator.NavigateTo($"/imports/{import.RootElement.GetProperty("id").GetGuid()}");
    }

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();
}
