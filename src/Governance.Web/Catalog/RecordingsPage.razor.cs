using Governance.Catalog;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Catalog;

/// <summary>Lists recordings with their streams and clocks.</summary>
public sealed partial class RecordingsPage : ComponentBase, IDisposable
{
    private const int PageSize = 10;

    private readonly CancelPrevious _asking = new();
    private GridPage<RecordingRow>? _page;
    private Refusal? _refused;

    [Inject]
    internal Recordings Recordings { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal Viewer Viewer { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal Guid? Dataset { get; set; }

    [SupplyParameterFromQuery]
    internal string? Search { get; set; }

    [SupplyParameterFromQuery]
    internal int? Page { get; set; }

    private string? DatasetName =>
        Dataset is not null && _page is { Items: [var first, ..] } ? first.DatasetName : null;

    protected override void OnInitialized() => Viewer.Changed += Rerender;

    protected override async Task OnParametersSetAsync()
    {
        var skip = (Math.Clamp(Page ?? 1, 1, 1_000_000) - 1) * PageSize;
        var listed = await Recordings.ListAsync(
            await Current.GetAsync(),
            Dataset,
            Search,
            skip,
            PageSize,
            _asking.Next()
        );
        (_page, _refused) = (listed.Ok ? listed.Value : null, listed.Refusal);
    }

    private void Seek(ChangeEventArgs e) =>
        Navigator.NavigateTo(
            Navigator.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["search"] = string.IsNullOrWhiteSpace(e.Value as string) ? null : e.Value,
                    ["page"] = null,
                }
            )
        );

    private static string Gaps(RecordingStream stream) =>
        stream.GapNs is not { } longer ? "—"
        : stream.Gaps == 0 ? "none"
        : $"{Show.Number(stream.Gaps)} over {CatalogWords.Period(longer)}";

    private void Rerender() => _ = InvokeAsync(StateHasChanged);

    /// <inheritdoc/>
    public void Dispose()
    {
        Viewer.Changed -= Rerender;
        _asking.Dispose();
    }
}
