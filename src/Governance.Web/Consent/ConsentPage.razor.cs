using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>Subjects with their current consents. Search, filter and page are in the address.</summary>
public sealed partial class ConsentPage : ComponentBase, IDisposable
{
    private const int PageSize = 50;

    private readonly CancellationTokenSource _left = new();
    private GridPage<SubjectRow>? _page;
    private IReadOnlyList<Purpose> _purposes = [];
    private DateTimeOffset _now;
    private Refusal? _refused;
    private SubjectKind _kind;
    private string _pseudonym = "";
    private bool _adding;
    private bool _busy;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [Inject]
    internal Viewer Viewer { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "standing")]
    internal string? StandingText { get; set; }

    [SupplyParameterFromQuery(Name = "purpose")]
    internal string? PurposeCode { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    internal int? PageQuery { get; set; }

    private int PageNumber => Math.Max(1, PageQuery ?? 1);

    private bool Filtered => !string.IsNullOrWhiteSpace(Q) || Standing is not null;

    private Standing? Standing =>
        Enum.GetValues<Standing>()
            .Cast<Standing?>()
            .FirstOrDefault(s => KebabCase.From(s!.Value.ToString()) == StandingText);

    private string NoMatch =>
        string.IsNullOrWhiteSpace(Q)
            ? "No subject has this state."
            : $"No pseudonym contains “{Q.Trim()}”{(Standing is null ? "" : ", with this state")}.";

    protected override void OnInitialized() => Viewer.Changed += Refresh;

    protected override async Task OnParametersSetAsync()
    {
        _purposes = await Consents.PurposesAsync(_left.Token);
        var purpose = _purposes.FirstOrDefault(p => p.Code == PurposeCode);
        var filter = Standing is { } standing ? new StandingFilter(standing, purpose?.Id) : null;
        _now = Time.GetUtcNow();
        _page = await Consents.SubjectsAsync(Q, null, (PageNumber - 1) * PageSize, PageSize, _left.Token, filter);
    }

    private void Go(string? q = null, string? standing = null, string? purpose = null) =>
        Navigator.NavigateTo(
            Navigator.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["q"] = Or(q ?? Q),
                    ["standing"] = Or(standing ?? StandingText),
                    ["purpose"] = Or(purpose ?? PurposeCode),
                    ["page"] = null,
                }
            ),
            replace: true
        );

    private static string? Or(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // The change event has already applied the search; the form only keeps the browser from submitting it.
    private static Task SearchAsync() => Task.CompletedTask;

    private async Task AddAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var added = await Consents.AddSubjectAsync(await Current.GetAsync(), _pseudonym, _kind, null, _left.Token);
            _refused = added.Refusal;
            if (added.Ok)
                Navigator.NavigateTo($"/trust/consent/{added.Value.Id}");
        }
        finally
        {
            _busy = false;
        }
    }

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    /// <inheritdoc/>
    public void Dispose()
    {
        Viewer.Changed -= Refresh;
        _left.Cancel();
        _left.Dispose();
    }
}
