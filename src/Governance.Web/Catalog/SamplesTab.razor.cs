using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>The samples of a dataset as cards, with filters in the address.</summary>
public sealed partial class SamplesTab : ComponentBase, IDisposable
{
    private const int PageSize = 48;

    private readonly CancelPrevious _asking = new();
    private string? _asked;
    private Guid? _strataOf;
    private Actor? _actor;
    private IReadOnlyList<StrataValues> _strata = [];
    private GridPage<SampleCard>? _page;
    private Refusal? _refused;
    private bool _loading;

    /// <summary>Id of the dataset.</summary>
    [Parameter, EditorRequired]
    public Guid DatasetId { get; set; }

    /// <summary>The dataset has no samples: show how to import instead of filters.</summary>
    [Parameter, EditorRequired]
    public bool IsEmpty { get; set; }

    /// <summary>Codes of the purposes to filter by.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Purposes { get; set; } = [];

    [Inject]
    internal AlignedSamples Samples { get; set; } = default!;

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    /// <summary><c>lighting:low</c>, once for each value, as in the API.</summary>
    [SupplyParameterFromQuery]
    internal string[]? Strata { get; set; }

    [SupplyParameterFromQuery(Name = "modality")]
    internal string[]? Modalities { get; set; }

    [SupplyParameterFromQuery]
    internal bool? Complete { get; set; }

    [SupplyParameterFromQuery]
    internal string? Purpose { get; set; }

    [SupplyParameterFromQuery]
    internal string? Search { get; set; }

    [SupplyParameterFromQuery]
    internal int? Page { get; set; }

    private bool IsFiltered =>
        Strata is { Length: > 0 }
        || Modalities is { Length: > 0 }
        || Complete is not null
        || !string.IsNullOrEmpty(Purpose)
        || !string.IsNullOrEmpty(Search);

    protected override async Task OnParametersSetAsync()
    {
        if (_asked == Navigator.Uri)
            return;
        _asked = Navigator.Uri;
        _actor = await Current.GetAsync();
        if (IsEmpty)
            return;
        var ct = _asking.Next();
        _loading = true;
        if (_strataOf != DatasetId)
        {
            var strata = await Datasets.StrataAsync(_actor, DatasetId, ct);
            (_strata, _strataOf) = (strata.Ok ? strata.Value : [], DatasetId);
        }
        var skip = (Math.Clamp(Page ?? 1, 1, 1_000_000) - 1) * PageSize;
        var found = await Samples.GridAsync(_actor, DatasetId, Query(), skip, PageSize, ct);
        (_page, _refused, _loading) = (found.Ok ? found.Value : null, found.Refusal, false);
    }

    private SampleQuery Query() =>
        new(
            Pairs()
                .GroupBy(p => p.Name)
                .ToDictionary(g => g.Key, IReadOnlyList<string> (g) => [.. g.Select(p => p.Value)]),
            [.. Enum.GetValues<Modality>().Where(Wanted)],
            Complete,
            string.IsNullOrEmpty(Purpose) ? null : Purpose,
            Search
        );

    private IEnumerable<(string Name, string Value)> Pairs() =>
        (Strata ?? []).Select(s => s.Split(':', 2)).Where(p => p.Length == 2).Select(p => (p[0], p[1]));

    private IReadOnlyList<string> Chosen(string attribute) =>
        [.. Pairs().Where(p => p.Name == attribute).Select(p => p.Value)];

    private bool Wanted(Modality modality) => Modalities?.Contains(modality.Word()) == true;

    private void Toggle(Modality modality) => Go("modality", Flip(Modalities, modality.Word()));

    private void Pick(string attribute, string value) => Go("strata", Flip(Strata, $"{attribute}:{value}"));

    private static string[] Flip(string[]? all, string one) =>
        all?.Contains(one) == true ? [.. all.Where(a => a != one)] : [.. all ?? [], one];

    private static string? Text(ChangeEventArgs e) =>
        string.IsNullOrWhiteSpace(e.Value as string) ? null : ((string)e.Value!).Trim();

    // A changed filter starts on the first page.
    private void Go(string name, object? value) =>
        Navigator.NavigateTo(
            Navigator.GetUriWithQueryParameters(new Dictionary<string, object?> { [name] = value, ["page"] = null })
        );

    /// <inheritdoc/>
    public void Dispose() => _asking.Dispose();
}
