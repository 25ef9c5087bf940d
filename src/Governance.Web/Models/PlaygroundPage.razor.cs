using Governance.Models;
using Governance.Models.Serving;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Frame;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Models;

/// <summary>Tries the version behind an alias on a sample, with switches for what it may see. The address holds the choice.</summary>
public sealed partial class PlaygroundPage : ComponentBase, IDisposable
{
    private const int Shown = 12;
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<TrialSample>? _samples;
    private TrialSample? _chosen;
    private PredictionAnswer? _answer;
    private Refusal? _refused;
    private Modalities _without;
    private string _text = "";
    private bool _busy;

    [Parameter] public string Name { get; set; } = "";
    [SupplyParameterFromQuery] internal string? Alias { get; set; }
    [SupplyParameterFromQuery] internal Guid? Sample { get; set; }

    [Inject] internal ModelServing Serving { get; set; } = default!;
    [Inject] internal CurrentActor Current { get; set; } = default!;

    private string AliasInUse => string.IsNullOrWhiteSpace(Alias) ? "champion" : Alias;

    protected override async Task OnParametersSetAsync()
    {
        var samples = await Serving.TrialSamplesAsync(await Current.GetAsync(), Name, AliasInUse, 0, Shown, _left.Token);
        _refused = samples.Refusal;
        if (!samples.Ok) return;
        _samples = samples.Value.Items;
        _chosen = _samples.FirstOrDefault(s => s.Card.Id == Sample) ?? (_samples is [var first, ..] ? first : null);
        _text = "";
        await AskAsync();
    }

    private async Task SwitchAsync(Modality modality)
    {
        _without ^= modality.AsSet();
        await AskAsync();
    }

    private async Task AskAsync()
    {
        if (_busy || _chosen is null) return;
        _busy = true;
        var input = new PredictionInput(string.IsNullOrWhiteSpace(_text) ? null : _text, SampleId: _chosen.Card.Id, Without: _without, EveryMask: true);
        var answer = await Serving.PredictAsync(await Current.GetAsync(), Name, AliasInUse, input, _left.Token);
        (_busy, _refused, _answer) = (false, answer.Refusal, answer.Ok ? answer.Value : null);
    }

    private string Address(Guid sample) => $"/models/{Name}/playground?alias={Uri.EscapeDataString(AliasInUse)}&sample={sample}";

    private static string Word(Modality modality) => modality.ToString().ToLowerInvariant();

    private static string Width(double p) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"width:{100 * p:0.##}%");

    private static string Percent(double p) => $"{Show.Number(100 * p, 0)} %";

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
