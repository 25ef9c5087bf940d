using Governance.Audits;
using Governance.Catalog;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Audits;

/// <summary>The form that starts an audit. The address holds model version and data; the page previews the samples.</summary>
public sealed partial class NewAuditPage : ComponentBase, IDisposable
{
    private static readonly AuditSuite Default = new();

    private readonly CancellationTokenSource _left = new();
    private readonly Field[] _fields =
    [
        new("Accuracy, at least", Default.MinimumAccuracy, (s, v) => s with { MinimumAccuracy = v }),
        new("Gain over the most frequent class, at least", Default.MinimumGain, (s, v) => s with { MinimumGain = v }),
        new("Gain over the best single modality, at least", Default.MinimumFusionGain, (s, v) =>
            s with
            {
                MinimumFusionGain = v,
            }
        ),
        new(
            "Log loss gain over class frequencies in nats, at least",
            Default.MinimumLogLossGain,
            (s, v) => s with { MinimumLogLossGain = v },
            scale: 1
        ),
        new("Calibration error (ECE, 15 equal-width bins), at most", Default.MaximumCalibrationError, (s, v) =>
            s with
            {
                MaximumCalibrationError = v,
            }
        ),
        new("Accuracy lost without one modality, at most", Default.MaximumDrop, (s, v) => s with { MaximumDrop = v }),
        new("Accuracy of the worst group, at least", Default.MinimumWorstGroup, (s, v) =>
            s with
            {
                MinimumWorstGroup = v,
            }
        ),
        new("Accuracy gap between groups, at most", Default.MaximumGroupGap, (s, v) => s with { MaximumGroupGap = v }),
        new("Accuracy retained under noise, at least", Default.MinimumRetained, (s, v) =>
            s with
            {
                MinimumRetained = v,
            }
        ),
    ];

    private List<ModelVersionRow>? _choices;
    private IReadOnlyList<VersionRow> _cuts = [];
    private IReadOnlyList<SuiteVersion> _suites = [];
    private Guid _suite;
    private AuditSelection? _outlook;
    private Refusal? _refused;
    private Refusal? _blocked;
    private int _minimumSamples = Default.MinimumSamples;
    private int _minimumSubjects = Default.MinimumSubjects;
    private int _minimumGroup = Default.MinimumGroup;
    private long _seed = Default.Seed;
    private bool _busy;

    [Inject]
    internal AuditRuns Audits { get; set; } = default!;

    [Inject]
    internal AuditSuites Suites { get; set; } = default!;

    [Inject]
    internal ModelRegistry Models { get; set; } = default!;

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal Guid? Model { get; set; }

    [SupplyParameterFromQuery]
    internal Guid? Version { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var actor = await Current.GetAsync();
        if (_choices is null)
            await ChoicesAsync(actor);
        (_outlook, _blocked) = (null, null);
        if (Model is not { } model)
            return;
        var outlook = await Audits.OutlookAsync(actor, new(model, Version), _left.Token);
        _blocked = outlook.Refusal;
        if (outlook.Ok)
            _outlook = outlook.Value;
    }

    private async Task ChoicesAsync(Actor actor)
    {
        var models = await Models.ListAsync(actor, null, Cursor.MaxPageSize, _left.Token);
        var cuts = await Versions.ListAsync(actor, null, VersionState.Sealed, null, Cursor.MaxPageSize, _left.Token);
        _refused = models.Refusal ?? cuts.Refusal;
        if (_refused is not null)
            return;
        _cuts = cuts.Value.Items;
        var suites = await Suites.ListAsync(actor, SuiteState.Approved, null, Cursor.MaxPageSize, _left.Token);
        if (suites.Ok)
            _suites = suites.Value.Items;
        _suite = _suites.Select(s => s.Id).FirstOrDefault();
        var choices = new List<ModelVersionRow>();
        foreach (var model in models.Value.Items)
        {
            var versions = await Models.VersionsAsync(actor, model.Model.Name, null, Cursor.MaxPageSize, _left.Token);
            if (versions.Ok)
                choices.AddRange(versions.Value.Items.Where(v => v.Version.State == ModelVersionState.Ready));
        }
        _choices = choices;
    }

    private void Go(string name, ChangeEventArgs e) =>
        Navigator.NavigateTo(
            Navigator.GetUriWithQueryParameter(name, Guid.TryParse((string?)e.Value, out var id) ? id : null),
            replace: true
        );

    private async Task StartAsync()
    {
        if (_busy || Model is not { } model)
            return;
        _busy = true;
        var suite = _fields.Aggregate(
            new AuditSuite
            {
                MinimumSamples = _minimumSamples,
                MinimumSubjects = _minimumSubjects,
                MinimumGroup = _minimumGroup,
                Seed = _seed,
            },
            (s, f) => f.Apply(s)
        );
        var request =
            _suite == Guid.Empty
                ? new AuditRequest(model, Version, suite)
                : new AuditRequest(model, Version, SuiteId: _suite);
        var started = await Audits.StartAsync(await Current.GetAsync(), request, _left.Token);
        _busy = false;
        _refused = started.Refusal;
        if (started.Ok)
            Navigator.NavigateTo($"/models/audits/{started.Value.Id}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    /// <param name="scale">What is shown for a value of 1.</param>
    private sealed class Field(
        string title,
        double? value,
        Func<AuditSuite, double?, AuditSuite> set,
        double scale = 100
    )
    {
        public string Title => title;
        public double? Value { get; set; } = value * scale;

        public AuditSuite Apply(AuditSuite suite) => set(suite, Value / scale);
    }
}
