using Governance.Catalog;
using Governance.Curation;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>A version: seals a draft, and shows samples, strata, recipe, consent, embeddings, exports and provenance in tabs.</summary>
public sealed partial class VersionPage : ComponentBase, IDisposable
{
    private static readonly Tabs.Tab[] OfSealed =
    [
        new("samples", "Samples"),
        new("strata", "Strata"),
        new("recipe", "Recipe"),
        new("consent", "Consent"),
        new("embeddings", "Embeddings"),
        new("exports", "Exports"),
        new("provenance", "Provenance"),
    ];

    private static readonly Tabs.Tab[] OfDraft = [new("recipe", "Recipe")];

    private readonly CancellationTokenSource _left = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private VersionRow? _row;
    private Run? _run;
    private DrawPreview? _outlook;
    private Refusal? _refused;
    private bool _busy;

    /// <summary>Id of the version.</summary>
    [Parameter]
    public Guid VersionId { get; set; }

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal Recipes Recipes { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal DatasetInView InView { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Tab { get; set; }

    [SupplyParameterFromQuery]
    internal string? Stratum { get; set; }

    [SupplyParameterFromQuery]
    internal string? Cursor { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    internal int? PageQuery { get; set; }

    private int PageNumber => Math.Max(1, PageQuery ?? 1);

    private Tabs.Tab[] Views => _row?.Version.State == VersionState.Draft ? OfDraft : OfSealed;

    private string Shown => Views.Any(t => t.Name == Tab) ? Tab! : Views[0].Name;

    private Recipe Recipe => Governance.Curation.Recipe.Parse(_row!.Version.Recipe);

    private bool Sealing => _run is { IsOver: false };

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromMilliseconds(500), Time, () => _ = InvokeAsync(FollowAsync));
        // A signal that arrives before the page knows its run may report the end of that run.
        _subscription = Feed.Subscribe(id =>
        {
            if (_row is null || (_run is { IsOver: false } run && run.Id == id))
                _throttle.Signal();
        });
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_row?.Version.Id == VersionId)
            return;
        (_row, _run, _outlook, _refused) = (null, null, null, null);
        await LoadAsync();
    }

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var actor = await Current.GetAsync();
        var row = await Versions.FindAsync(actor, VersionId, _left.Token);
        _refused = row.Refusal;
        if (!row.Ok)
            return;
        if (row.Value.Version.State == VersionState.Draft)
        {
            var run = await Recipes.SealingAsync(actor, VersionId, _left.Token);
            _run = run.Ok ? run.Value : null;
        }
        else
        {
            _run = null;
        }
        _row = row.Value;
        InView.Show(_row.DatasetName, $"/datasets/{_row.Version.DatasetId}");
    }

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private Task AskToSealAsync() =>
        WorkAsync(async actor =>
        {
            var outlook = await Recipes.PreviewAsync(actor, _row!.Version.DatasetId, Recipe, _left.Token);
            _outlook = outlook.Ok ? outlook.Value : null;
            return outlook.Refusal;
        });

    private Task SealAsync() =>
        WorkAsync(async actor =>
        {
            var run = await Recipes.SealAsync(actor, VersionId, _left.Token);
            if (!run.Ok)
                return run.Refusal;
            (_run, _outlook) = (run.Value, null);
            // A quick worker may have signalled the end before this page knew the run.
            _throttle?.Signal();
            return null;
        });

    private async Task WorkAsync(Func<Actor, Task<Refusal?>> work)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            _refused = await work(await Current.GetAsync());
        }
        finally
        {
            _busy = false;
        }
    }

    internal static StateSign Sign(VersionState state) =>
        state switch
        {
            VersionState.Draft => StateSign.Draft,
            VersionState.Sealed => StateSign.Sealed,
            _ => StateSign.Withdrawn,
        };

    internal static string Word(VersionState state) => state.ToString().ToLowerInvariant();

    private static string Lede(VersionRow row) =>
        row.Version.State switch
        {
            VersionState.Draft => $"A draft: a recipe for “{row.Purpose}” that draws its samples when you seal it.",
            VersionState.Sealed =>
                $"{Show.Count(row.Version.SampleCount ?? 0, "sample")} of {row.DatasetName}, fixed for "
                    + $"“{row.Purpose}”. A sealed version never changes.",
            _ =>
                "Consent of some samples was withdrawn: the version is kept as a record with a manifest that can be proven, and "
                    + "is not used for anything new.",
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        InView.Hide();
        _left.Cancel();
        _left.Dispose();
    }
}
