using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Models;

/// <summary>The form that starts a training. The address holds the choices; the page previews the samples.</summary>
public sealed partial class NewModelPage : ComponentBase, IDisposable
{
    private static readonly (FusionKind Kind, string Words)[] Kinds =
    [
        (FusionKind.Early, "one network sees the vectors of all modalities together"),
        (FusionKind.Late, "one network for each modality; the results of those present are averaged"),
        (FusionKind.Attention, "a learned query weights the modalities that are present"),
    ];

    private readonly CancellationTokenSource _left = new();
    private readonly Dictionary<Modality, Guid> _chosen = [];
    private readonly SortedSet<FusionKind> _kinds = [FusionKind.Early, FusionKind.Late, FusionKind.Attention];
    private IReadOnlyList<VersionRow>? _cuts;
    private VersionRow? _cut;
    private IReadOnlyList<Purpose> _purposes = [];
    private IReadOnlyList<Encoder> _encoders = [];
    private IReadOnlyList<LabelOffer> _labels = [];
    private TrainingOutlook? _outlook;
    private Refusal? _refused;
    private string _name = "";
    private string _intended = "";
    private long _seed = 1;
    private int? _steps;
    private bool _busy;

    [Inject]
    internal Trainings Trainings { get; set; } = default!;

    [Inject]
    internal DatasetVersions Versions { get; set; } = default!;

    [Inject]
    internal Encoders Encoders { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal NavigationManager Navigator { get; set; } = default!;

    [SupplyParameterFromQuery]
    internal Guid? Version { get; set; }

    [SupplyParameterFromQuery]
    internal string? Purpose { get; set; }

    [SupplyParameterFromQuery]
    internal string? Label { get; set; }

    [SupplyParameterFromQuery]
    internal string? Model { get; set; }

    private string ChosenPurpose => Purpose ?? _cut?.Purpose ?? "";

    private LabelSource? Source => _labels.FirstOrDefault(l => KeyOf(l.Source) == Label)?.Source;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        var cuts = await Versions.ListAsync(actor, null, VersionState.Sealed, null, Cursor.MaxPageSize, _left.Token);
        var encoders = await Encoders.ListAsync(actor, _left.Token);
        _refused = cuts.Refusal ?? encoders.Refusal;
        if (_refused is not null)
            return;
        _purposes = await Consents.PurposesAsync(_left.Token);
        _encoders = [.. encoders.Value.Select(r => r.Encoder).Where(e => e.State == EncoderState.Active)];
        foreach (var modality in Enum.GetValues<Modality>())
            _chosen[modality] = _encoders.FirstOrDefault(e => e.Modality == modality)?.Id ?? Guid.Empty;
        _name = Model ?? "";
        _cuts = cuts.Value.Items;
        await ShowAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_cuts is not null)
            await ShowAsync();
    }

    private async Task ShowAsync()
    {
        var cut = _cuts!.FirstOrDefault(c => c.Version.Id == Version);
        if (cut is not null && cut.Version.Id != _cut?.Version.Id)
        {
            var labels = await Trainings.LabelsAsync(await Current.GetAsync(), cut.Version.Id, _left.Token);
            (_labels, _refused) = (labels.Ok ? labels.Value : [], labels.Refusal);
        }
        _cut = cut;
        await PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        _outlook = null;
        if (Wanted() is not { EncoderIds.Count: > 0 } wanted)
            return;
        var outlook = await Trainings.OutlookAsync(await Current.GetAsync(), wanted, _left.Token);
        (_outlook, _refused) = (outlook.Ok ? outlook.Value : null, outlook.Refusal);
    }

    private NewTraining? Wanted() =>
        _cut is null || Source is not { } label
            ? null
            : new(
                _name.Trim(),
                _cut.Version.Id,
                ChosenPurpose,
                label,
                [.. _chosen.Values.Where(id => id != Guid.Empty)],
                [.. _kinds],
                _seed,
                new() { Steps = _steps },
                null,
                _intended
            );

    private Task ChooseAsync(Modality modality, ChangeEventArgs e)
    {
        _chosen[modality] = Guid.TryParse(e.Value?.ToString(), out var id) ? id : Guid.Empty;
        return PreviewAsync();
    }

    private void Toggle(FusionKind kind)
    {
        if (!_kinds.Remove(kind))
            _kinds.Add(kind);
    }

    private void Go(string part, ChangeEventArgs e) =>
        Navigator.NavigateTo(
            Navigator.GetUriWithQueryParameter(part, e.Value?.ToString() is { Length: > 0 } value ? value : null),
            replace: true
        );

    private async Task StartAsync()
    {
        if (_busy || Wanted() is not { } wanted)
            return;
        _busy = true;
        try
        {
            var started = await Trainings.StartAsync(await Current.GetAsync(), wanted, _left.Token);
            _refused = started.Refusal;
            if (started.Ok)
                Navigator.NavigateTo(
                    started.Value.Count == 1
                        ? $"/models/{wanted.Model}/versions/{started.Value[0].Number}"
                        : $"/models/{wanted.Model}"
                );
        }
        finally
        {
            _busy = false;
        }
    }

    private static string KeyOf(LabelSource source) =>
        source.ProjectId is { } project ? $"{source.Field}@{project:N}" : source.Field;

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
