using Governance.Consent;
using Governance.Embeddings;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Embeddings;

/// <summary>The tab with the embedding runs of a sealed version.</summary>
public sealed partial class VersionEmbeddings : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly Dictionary<Modality, Guid> _chosen = [];
    private Throttle? _throttle;
    private IDisposable? _subscription;
    private OneAtATime? _looks;
    private IReadOnlyList<EmbeddingSetRow>? _sets;
    private IReadOnlyList<Purpose> _purposes = [];
    private IReadOnlyList<Encoder> _encoders = [];
    private IReadOnlyList<EmbeddingOutlook> _outlook = [];
    private string _purpose = "";
    private Refusal? _refused;
    private bool _choosing;
    private bool _busy;

    /// <summary>The sealed dataset version.</summary>
    [Parameter, EditorRequired]
    public Guid VersionId { get; set; }

    /// <summary>Code of the version's purpose.</summary>
    [Parameter, EditorRequired]
    public string Purpose { get; set; } = "";

    [Inject]
    internal EmbeddingSets Embeddings { get; set; } = default!;

    [Inject]
    internal Encoders Encoders { get; set; } = default!;

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal RunFeed Feed { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal Viewer Viewer { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized()
    {
        _throttle = new(TimeSpan.FromMilliseconds(700), Time, () => _ = InvokeAsync(FollowAsync));
        // Before the runs are known, any announcement may concern one of them.
        _subscription = Feed.Subscribe(id =>
        {
            if (_sets is null || _sets.Any(s => s.Run.Id == id))
                _throttle.Signal();
        });
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => (_looks ??= new(ReadAsync)).LookAsync();

    private async Task ReadAsync()
    {
        var sets = await Embeddings.SetsAsync(await Current.GetAsync(), VersionId, _left.Token);
        _sets = sets.Ok ? sets.Value : null;
        if (!sets.Ok)
            _refused = sets.Refusal;
    }

    private async Task FollowAsync()
    {
        if (_left.IsCancellationRequested)
            return;
        await LoadAsync();
        StateHasChanged();
    }

    private async Task ChooseAsync()
    {
        var encoders = await Encoders.ListAsync(await Current.GetAsync(), _left.Token);
        _refused = encoders.Refusal;
        if (!encoders.Ok)
            return;
        _encoders = [.. encoders.Value.Select(r => r.Encoder).Where(e => e.State == EncoderState.Active)];
        _purposes = await Consents.PurposesAsync(_left.Token);
        _purpose = Purpose;
        await LookAheadAsync();
        foreach (var outlook in _outlook)
            _chosen[outlook.Modality] =
                outlook.Having == 0
                    ? Guid.Empty
                    : _encoders.FirstOrDefault(e => e.Modality == outlook.Modality)?.Id ?? Guid.Empty;
        _choosing = true;
    }

    private async Task PurposeAsync(ChangeEventArgs e)
    {
        _purpose = e.Value as string ?? Purpose;
        await LookAheadAsync();
    }

    private async Task LookAheadAsync()
    {
        var outlook = await Embeddings.OutlookAsync(await Current.GetAsync(), VersionId, _purpose, _left.Token);
        (_outlook, _refused) = (outlook.Ok ? outlook.Value : [], outlook.Refusal);
    }

    private void Take(Modality modality, string? encoderId) =>
        _chosen[modality] = Guid.TryParse(encoderId, out var id) ? id : Guid.Empty;

    private async Task StartAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var started = await Embeddings.StartAsync(
                await Current.GetAsync(),
                VersionId,
                _purpose,
                [.. _chosen.Values.Where(id => id != Guid.Empty)],
                _left.Token
            );
            _refused = started.Refusal;
            if (!started.Ok)
                return;
            _choosing = false;
            await LoadAsync();
            // The run may have ended and been announced before this page knew it.
            _throttle?.Signal();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>“40 consent withdrawn, 12 without image, 1 could not be read”.</summary>
    private static string NotEmbedded(EmbeddingSet set)
    {
        if (set.FinishedAt is null)
            return "—";
        var parts = set
            .Excluded.OrderByDescending(e => e.Value)
            .Select(e => $"{Show.Number(e.Value)} {EmbeddingWords.Reason(e.Key)}")
            .ToList();
        if (set.Absent is > 0 and var absent)
            parts.Add($"{Show.Number(absent)} without {set.Modality.Word()}");
        if (set.Failed is > 0 and var failed)
            parts.Add($"{Show.Number(failed)} could not be read");
        return parts.Count == 0 ? "none" : string.Join(", ", parts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _throttle?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
