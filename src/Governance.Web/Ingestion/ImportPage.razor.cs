using System.Text.Encodings.Web;
using System.Text.Json;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Ingestion;

/// <summary>The page of one import: progress, report, refusals and files, updated while it runs.</summary>
public sealed partial class ImportPage : ComponentBase, IDisposable
{
    private const int PageSize = 25;
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly (string? Name, string Word)[] FileStates =
    [
        (null, "all"),
        ("read", "read"),
        ("refused", "refused"),
        ("unused", "unused"),
    ];

    private readonly CancelPrevious _asking = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private Actor? _actor;
    private ImportRow? _row;
    private string? _map;
    private string? _dataset;
    private GridPage<RunRefusal>? _refusals;
    private Page<ImportedFile>? _files;
    private Refusal? _refused;
    private bool _busy;

    /// <summary>The import.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    internal Imports Imports { get; set; } = default!;

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal JobRuns Runs { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    /// <summary>Page of the refusals.</summary>
    [SupplyParameterFromQuery]
    internal int? Refused { get; set; }

    /// <summary>Only files of this state.</summary>
    [SupplyParameterFromQuery]
    internal string? Files { get; set; }

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromMilliseconds(700), Time, () => _ = InvokeAsync(FollowAsync));
        // A notice that arrives before the row is loaded may announce the end of this run.
        _subscription = Feed.Subscribe(id =>
        {
            if (_row is null || _row.Import.RunId == id)
                _throttle.Signal();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task FollowAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        var ct = _asking.Next();
        _actor = await Current.GetAsync();
        var row = await Imports.FindAsync(_actor, Id, ct);
        if (!row.Ok)
        {
            (_row, _refused) = (null, row.Refusal);
            return;
        }
        var state = Enum.TryParse<ImportedFileState>(Files, ignoreCase: true, out var wanted)
            ? wanted
            : (ImportedFileState?)null;
        var files = await Imports.FilesAsync(_actor, Id, state, Cursor, PageSize, ct);
        var skip = (Math.Clamp(Refused ?? 1, 1, 1_000_000) - 1) * PageSize;
        var refusals = await Runs.RefusalsAsync(_actor, row.Value.Import.RunId, skip, PageSize, ct);
        _refusals = refusals.Ok ? refusals.Value : null;
        (_row, _files, _refused) = (row.Value, files.Ok ? files.Value : null, files.Refusal);
        if (
            _dataset is null
            && await Datasets.FindAsync(_actor, row.Value.Import.DatasetId, ct) is { Ok: true } dataset
        )
            _dataset = dataset.Value.Dataset.Name;
        _map ??= JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(row.Value.Import.Map), Readable);
    }

    private async Task CancelAsync()
    {
        if (_busy || _row is null)
            return;
        _busy = true;
        var cancelled = await Runs.CancelAsync(_row.Run.Id, await Current.GetAsync(), CancellationToken.None);
        _busy = false;
        await LoadAsync();
        _refused = cancelled.Refusal;
    }

    private bool MayCancel(Run run) =>
        !run.IsOver
        && _actor is { } actor
        && (run.StartedById == actor.UserId || actor.May(PlatformPolicies.ManageRuns));

    private static string Lede(ImportRow row) =>
        row.Run.State switch
        {
            RunState.Queued => "Waiting for a worker. You can leave this page.",
            RunState.Running when row.Run.CancelRequested =>
                "The import is being cancelled, and partial results are removed.",
            RunState.Running => "The import runs in the background. You can leave this page.",
            RunState.Succeeded => "What was imported, what is missing and why, and how well the parts align.",
            RunState.Cancelled => "The import was cancelled; the dataset is unchanged.",
            _ => "The import failed; the dataset is unchanged.",
        };

    private static string Words(NotStored reason) =>
        reason switch
        {
            NotStored.Erased => "data erased after a withdrawal",
            NotStored.Refused => "consent refused for every purpose that justifies storing",
            NotStored.Withdrawn => "consent withdrawn for every purpose that justifies storing",
            NotStored.Expired => "consent expired for every purpose that justifies storing",
            NotStored.NotAnswered => "consent requested, not yet answered",
            _ => "no consent on record, which this dataset requires",
        };

    private static string FilesUnit(int count) => count == 1 ? "file" : "files";

    private static IReadOnlyList<string> Streams(ImportReport report) =>
        [.. report.Subjects.SelectMany(s => s.StreamRows.Keys).Distinct().Order(StringComparer.Ordinal)];

    private static StateSign SignOf(ImportedFileState state) =>
        state switch
        {
            ImportedFileState.Read => StateSign.Ok,
            ImportedFileState.Refused => StateSign.Failed,
            _ => StateSign.Plain,
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _asking.Dispose();
    }
}
