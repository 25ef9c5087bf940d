using Governance.Audits;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Models;

/// <summary>
/// Predicts with the version that an alias points to, with a switch for each modality. The address holds the choice.
/// </summary>
public sealed partial class PlaygroundPage : ComponentBase, IDisposable
{
    private const int Shown = 12;
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<TrialSample>? _samples;
    private TrialSample? _chosen;
    private TrialPhoto? _photo;
    private PredictionAnswer? _answer;
    private MeasuredReliability? _measured;
    private Refusal? _refused;
    private Modalities _without;
    private string _text = "";
    private string? _moment;
    private bool _busy;
    private OneAtATime? _asks;

    /// <summary>The model's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [SupplyParameterFromQuery]
    internal string? Alias { get; set; }

    [SupplyParameterFromQuery]
    internal Guid? Sample { get; set; }

    /// <summary>Without a sample: only the person's own text and photo.</summary>
    [SupplyParameterFromQuery]
    internal bool Own { get; set; }

    [Inject]
    internal ModelServing Serving { get; set; } = default!;

    [Inject]
    internal AuditRuns Audits { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    private string AliasInUse => string.IsNullOrWhiteSpace(Alias) ? "champion" : Alias;

    /// <summary>All three modalities for a sample; otherwise those that the person gave.</summary>
    private List<Modality> Switches =>
        [
            .. Enum.GetValues<Modality>()
                .Where(m =>
                    !Own
                    || m switch
                    {
                        Modality.Text => !string.IsNullOrWhiteSpace(_text),
                        Modality.Image => _photo is not null,
                        _ => false,
                    }
                ),
        ];

    protected override async Task OnParametersSetAsync()
    {
        var samples = await Serving.TrialSamplesAsync(
            await Current.GetAsync(),
            Name,
            AliasInUse,
            0,
            Shown,
            _left.Token
        );
        _refused = samples.Refusal;
        if (!samples.Ok)
            return;
        _samples = samples.Value.Items;
        _chosen = Own
            ? null
            : _samples.FirstOrDefault(s => s.Card.Id == Sample) ?? (_samples is [var first, ..] ? first : null);
        // Text and photo belong to the sample that they were given for.
        var moment = $"{Name} {AliasInUse} {_chosen?.Card.Id}";
        if (moment != _moment)
            (_moment, _text, _photo, _without, _answer) = (moment, "", null, Modalities.None, null);
        await AskAsync();
    }

    private Task SwitchAsync(Modality modality)
    {
        _without ^= modality.AsSet();
        return AskAsync();
    }

    private Task ShowAsync(TrialPhoto? photo)
    {
        _photo = photo;
        if (photo is not null)
            _without &= ~Modalities.Image;
        return AskAsync();
    }

    private async Task AskAsync()
    {
        _busy = true;
        try
        {
            await (_asks ??= new(AskOnceAsync)).LookAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task AskOnceAsync()
    {
        var text = string.IsNullOrWhiteSpace(_text) ? null : _text;
        if (_chosen is null && text is null && _photo is null)
        {
            (_answer, _refused) = (null, null);
            return;
        }
        var input = new PredictionInput(
            text,
            _photo?.Bytes,
            SampleId: _chosen?.Card.Id,
            Without: _without,
            EveryMask: true
        );
        var answer = await Serving.PredictAsync(await Current.GetAsync(), Name, AliasInUse, input, _left.Token);
        (_refused, _answer) = (answer.Refusal, answer.Ok ? answer.Value : null);
        _measured = answer.Ok ? await MeasuredAsync(answer.Value) : null;
    }

    /// <summary>
    /// What the version's audit measured for answers of this confidence. Audits predict with the modalities that each sample
    /// has, so an answer without one of them, or of a version without an audit, gets nothing.
    /// </summary>
    private async Task<MeasuredReliability?> MeasuredAsync(PredictionAnswer answer)
    {
        if (answer.Lost.Count > 0)
            return null;
        var found = await Audits.ReliabilityAsync(
            await Current.GetAsync(),
            answer.VersionId,
            answer.Probability,
            _left.Token
        );
        return found.Ok ? found.Value : null;
    }

    private string OwnAddress => $"/models/{Name}/playground?alias={Uri.EscapeDataString(AliasInUse)}&own=true";

    private string Address(Guid sample) =>
        $"/models/{Name}/playground?alias={Uri.EscapeDataString(AliasInUse)}&sample={sample}";

    private static string Width(double p) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"width:{100 * p:0.##}%");

    private static string Percent(double p) => $"{Show.Number(100 * p, 0)} %";

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
