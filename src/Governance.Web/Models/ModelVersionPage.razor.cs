using System.Globalization;
using Governance.Audits;
using Governance.Consent;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Models;

/// <summary>Shows the model card of a version; while the version is trained, its progress and loss curve.</summary>
public sealed partial class ModelVersionPage : ComponentBase, IDisposable
{
    private const int Subjects = 50;

    private readonly CancellationTokenSource _left = new();
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private ModelVersionRow? _row;
    private GridPage<ConsentBehind>? _consents;
    private IReadOnlyList<AuditMark>? _audits;
    private IReadOnlyList<ReviewRow>? _reviews;
    private Run? _run;
    private Refusal? _refused;

    /// <summary>The model's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>The version's number.</summary>
    [Parameter]
    public int Number { get; set; }

    [Inject]
    internal ModelRegistry Registry { get; set; } = default!;

    [Inject]
    internal Trainings Trainings { get; set; } = default!;

    [Inject]
    internal AuditRuns Audits { get; set; } = default!;

    [Inject]
    internal EthicsReviews Reviews { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromMilliseconds(700), Time, () => _ = InvokeAsync(FollowAsync));
        // A notice that arrives before the page knows its run may be about the end of that run.
        _subscription = Feed.Subscribe(id =>
        {
            if (_row is null || _row.Version.RunId == id)
                _throttle.Signal();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var actor = await Current.GetAsync();
        var row = await Registry.VersionAsync(actor, Name, Number, _left.Token);
        _refused = row.Refusal;
        if (!row.Ok)
            return;
        var run = await Trainings.RunOfAsync(actor, row.Value.Version.Id, _left.Token);
        _run = run.Ok ? run.Value : null;
        if (actor.May(ConsentPolicies.Read) && row.Value.Version.State == ModelVersionState.Ready)
        {
            var consents = await Registry.ConsentsBehindAsync(actor, row.Value.Version.Id, 0, Subjects, _left.Token);
            _consents = consents.Ok ? consents.Value : null;
        }
        var audits = await Audits.OfVersionsAsync(actor, [row.Value.Version.Id], _left.Token);
        var reviews = await Reviews.OfVersionsAsync(actor, [row.Value.Version.Id], _left.Token);
        (_audits, _reviews) = (audits.Ok ? audits.Value : null, reviews.Ok ? reviews.Value : null);
        _row = row.Value;
    }

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private static string Parity(ModelVersion version) =>
        (version.Parity ?? 0).ToString("0.0e+0", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
