using System.Globalization;
using System.Security.Cryptography;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Curation;

/// <summary>Edits a recipe. The address holds the whole recipe, and the preview follows the address.</summary>
public sealed partial class RecipePage : ComponentBase, IDisposable
{
    /// <summary>Generated seeds stay below this, so that they are easy to read out; a typed seed may be larger.</summary>
    private const int SeedLimit = 1_000_000;

    private const int FirstSize = 100;
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

    private static readonly (AllocationScheme Scheme, string Title, string Words)[] Schemes =
    [
        (AllocationScheme.Proportional, "In proportion", "each stratum keeps its share of the samples"),
        (AllocationScheme.Equal, "Equally", "the same number from each stratum, for balance"),
        (AllocationScheme.Quota, "By quota", "a number that you set for each stratum"),
    ];

    private readonly CancellationTokenSource _left = new();
    private CancellationTokenSource? _previewing;
    private Recipe? _asked;
    private DatasetRow? _dataset;
    private IReadOnlyList<Purpose> _purposes = [];
    private IReadOnlyList<StrataValues> _strata = [];
    private DrawPreview? _preview;
    private Refusal? _refused;
    private string _name = "";
    private bool _askedQuotas = true;
    private bool _drawing;
    private bool _sealing;
    private bool _busy;

    /// <summary>Id of the dataset to draw from.</summary>
    [Parameter]
    public Guid DatasetId { get; set; }

    [Inject]
    internal Recipes Recipes { get; set; } = default!;

    [Inject]
    internal Datasets Datasets { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal DatasetInView InView { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "f")]
    internal string[]? Filters { get; set; }

    [SupplyParameterFromQuery(Name = "m")]
    internal string[]? Modalities { get; set; }

    [SupplyParameterFromQuery]
    internal bool? Complete { get; set; }

    [SupplyParameterFromQuery]
    internal string? Purpose { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    internal string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    internal string[]? StrataBy { get; set; }

    [SupplyParameterFromQuery]
    internal string? Scheme { get; set; }

    [SupplyParameterFromQuery]
    internal int? Size { get; set; }

    [SupplyParameterFromQuery]
    internal long? Seed { get; set; }

    [SupplyParameterFromQuery(Name = "n")]
    internal string[]? Quotas { get; set; }

    [SupplyParameterFromQuery]
    internal string? Split { get; set; }

    private Recipe Recipe { get; set; } = RecipeAddress.Read(new RecipeParameters());

    private string CompleteText =>
        Recipe.Query.Complete switch
        {
            true => "true",
            false => "false",
            _ => "",
        };

    private void AskComplete(ChangeEventArgs e)
    {
        bool? complete = Text(e) switch
        {
            "true" => true,
            "false" => false,
            _ => null,
        };
        Ask(recipe => recipe with { Query = recipe.Query with { Complete = complete } });
    }

    private int Short => _preview?.Shares.Sum(s => s.Shortage) ?? 0;

    private IReadOnlyList<string> Strata =>
        [
            .. (_preview?.Shares.Select(s => s.Stratum) ?? [])
                .Union(Recipe.Quotas?.Keys ?? [], StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    protected override async Task OnParametersSetAsync()
    {
        var read = RecipeAddress.Read(
            new RecipeParameters
            {
                Filters = Filters,
                Modalities = Modalities,
                Complete = Complete,
                Purpose = Purpose,
                Search = Search,
                StrataBy = StrataBy,
                Scheme = Scheme,
                Size = Size,
                Seed = Seed,
                Quotas = Quotas,
                Split = Split,
            }
        );
        if (_asked is { } asked)
        {
            // An address from before the last change arrives late: taking it would undo that change.
            if (RecipeAddress.Of(DatasetId, read) != RecipeAddress.Of(DatasetId, asked))
                return;
            _asked = null;
        }
        Recipe = read;
        _sealing = false;
        if (_dataset?.Dataset.Id != DatasetId && !await LoadAsync())
            return;
        if (Seed is null || (Size is null && Recipe.Scheme != AllocationScheme.Quota))
        {
            // Each new recipe gets its own seed, in the address from the start.
            Ask(r => r with { Seed = Seed ?? NewSeed(), Size = Size ?? Math.Clamp(_dataset!.Samples, 1, FirstSize) });
            return;
        }
        await PreviewAsync();
    }

    private async Task<bool> LoadAsync()
    {
        var actor = await Current.GetAsync();
        var dataset = await Datasets.FindAsync(actor, DatasetId, _left.Token);
        _refused = dataset.Refusal;
        if (!dataset.Ok)
            return false;
        var strata = await Datasets.StrataAsync(actor, DatasetId, _left.Token);
        _strata = strata.Ok ? strata.Value : [];
        _purposes = await Consents.PurposesAsync(_left.Token);
        _dataset = dataset.Value;
        InView.Show(_dataset.Dataset.Name, $"/datasets/{DatasetId}");
        return true;
    }

    /// <summary>Draws after a pause in the changes; a newer recipe cancels the older draw.</summary>
    private async Task PreviewAsync()
    {
        if (_previewing is not null)
            await _previewing.CancelAsync();
        _previewing?.Dispose();
        (_previewing, _refused) = (null, null);
        if (Recipe.Query.Purpose is null || _dataset is not { Samples: > 0 })
            return;
        var mine = CancellationTokenSource.CreateLinkedTokenSource(_left.Token);
        var token = mine.Token;
        (_previewing, _drawing) = (mine, true);
        try
        {
            if (_preview is not null)
                await Task.Delay(Debounce, Time, token);
            // Without a quota yet, a draw of one sample finds the strata that quotas can be set for.
            var asked = Recipe.Scheme != AllocationScheme.Quota || Recipe.Quotas?.Values.Any(q => q > 0) == true;
            var recipe = asked
                ? Recipe
                : Recipe with
                {
                    Scheme = AllocationScheme.Proportional,
                    Size = 1,
                    Quotas = null,
                };
            var drawn = await Recipes.PreviewAsync(await Current.GetAsync(), DatasetId, recipe, token);
            if (token.IsCancellationRequested)
                return;
            (_preview, _refused, _askedQuotas) = (drawn.Ok ? drawn.Value : null, drawn.Refusal, asked);
        }
        catch (OperationCanceledException)
        {
            // A newer recipe is being drawn, or the page is gone.
        }
        finally
        {
            if (_previewing == mine)
                _drawing = false;
        }
    }

    /// <summary>Changes the recipe at once: the address arrives through the browser, and a second change may come before it.</summary>
    private void Ask(Func<Recipe, Recipe> change)
    {
        var asked = RecipeAddress.Read(RecipeAddress.Of(DatasetId, change(Recipe)));
        var address = RecipeAddress.Of(DatasetId, asked);
        if (address == RecipeAddress.Of(DatasetId, Recipe))
            return;
        (Recipe, _asked) = (asked, asked);
        Navigator.NavigateTo(address, replace: true);
    }

    private bool IsOn(string name, string value) =>
        Recipe.Query.Strata?.TryGetValue(name, out var on) == true && on.Contains(value);

    private void Toggle(string name, string value) =>
        Ask(recipe =>
        {
            var strata = (recipe.Query.Strata ?? new Dictionary<string, IReadOnlyList<string>>()).ToDictionary(
                StringComparer.Ordinal
            );
            IReadOnlyList<string> on = IsOn(name, value)
                ? [.. strata[name].Where(v => v != value)]
                : [.. strata.GetValueOrDefault(name, []), value];
            if (on.Count == 0)
                strata.Remove(name);
            else
                strata[name] = on;
            return recipe with { Query = recipe.Query with { Strata = strata } };
        });

    private void Toggle(Modality modality) =>
        Ask(recipe =>
        {
            var now = recipe.Query.Modalities ?? [];
            return recipe with
            {
                Query = recipe.Query with
                {
                    Modalities = now.Contains(modality) ? [.. now.Where(m => m != modality)] : [.. now, modality],
                },
            };
        });

    /// <summary>Clears the quotas, because they belong to the strata that the change replaces.</summary>
    private void ToggleBy(string name) =>
        Ask(recipe =>
            recipe with
            {
                StrataBy = recipe.StrataBy.Contains(name)
                    ? [.. recipe.StrataBy.Where(s => s != name)]
                    : [.. recipe.StrataBy, name],
                Quotas = null,
            }
        );

    private string? Quota(string stratum) =>
        Recipe.Quotas?.TryGetValue(stratum, out var number) == true
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private void SetQuota(string stratum, ChangeEventArgs e) =>
        Ask(recipe =>
        {
            var quotas = (recipe.Quotas ?? new Dictionary<string, int>()).ToDictionary(StringComparer.Ordinal);
            quotas[stratum] = Number(e, 0);
            return recipe with { Quotas = quotas };
        });

    private static IReadOnlyList<Bars.Bar> BarsOf(DrawPreview preview) =>
        [
            .. preview.Shares.Select(s => new Bars.Bar(
                s.Stratum,
                s.Drawn,
                s.Available,
                s.Asked,
                $"{Show.Number(s.Drawn)} drawn of {Show.Number(s.Available)}"
                    + (s.Shortage > 0 ? $", {Show.Number(s.Asked)} requested: {Show.Number(s.Shortage)} short" : ""),
                s.Shortage > 0
            )),
        ];

    private EvaluationSplit SplitNow => Recipe.Split ?? _preview?.Split ?? new();

    /// <summary>Changes the split; another group needs another seed, which the portal chooses.</summary>
    private void AskSplit(Func<EvaluationSplit, EvaluationSplit> change) =>
        Ask(recipe => recipe with { Split = change(SplitNow) });

    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture);

    private static double Share(ChangeEventArgs e, double now) =>
        double.TryParse(e.Value?.ToString(), CultureInfo.InvariantCulture, out var percent) ? percent / 100 : now;

    private Task KeepAsync() =>
        WorkAsync(async actor =>
        {
            var draft = await Recipes.DraftAsync(actor, DatasetId, _name, Recipe, _left.Token);
            if (draft.Ok)
                Navigator.NavigateTo($"/versions/{draft.Value.Id}");
            return draft.Refusal;
        });

    private Task SealAsync() =>
        WorkAsync(async actor =>
        {
            var draft = await Recipes.DraftAsync(actor, DatasetId, _name, Recipe, _left.Token);
            if (!draft.Ok)
                return draft.Refusal;
            // A refusal leaves the draft, which can be sealed on its page.
            await Recipes.SealAsync(actor, draft.Value.Id, _left.Token);
            Navigator.NavigateTo($"/versions/{draft.Value.Id}");
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
            if (_refused is not null)
                _sealing = false;
        }
        finally
        {
            _busy = false;
        }
    }

    // Enter submits the form, but the field's change event has already applied the value.
    private static Task IgnoreSubmitAsync() => Task.CompletedTask;

    private static long NewSeed() => RandomNumberGenerator.GetInt32(1, SeedLimit);

    private static string? Text(ChangeEventArgs e) => e.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static T Number<T>(ChangeEventArgs e, T otherwise)
        where T : struct, IParsable<T> =>
        T.TryParse(e.Value?.ToString(), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <inheritdoc/>
    public void Dispose()
    {
        InView.Hide();
        _left.Cancel();
        _previewing?.Dispose();
        _left.Dispose();
    }
}
