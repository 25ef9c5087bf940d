using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Components;
using Governance.Web.Layout;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Consent;

/// <summary>
/// One subject: current consent, data and history. A withdrawal takes two clicks and no input; recording consent takes a
/// form.
/// </summary>
public sealed partial class SubjectPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private Subject? _subject;
    private IReadOnlyList<ConsentStanding> _standing = [];
    private IReadOnlyList<ConsentRecord> _history = [];
    private Holdings? _holdings;
    private SubjectErasure? _erasure;
    private DateTimeOffset _now;
    private Refusal? _refused;
    private string? _told;
    private Guid? _withdrawing;
    private Guid? _giving;
    private bool _missing;
    private bool _busy;

    /// <summary>Id of the subject, from the address.</summary>
    [Parameter]
    public Guid SubjectId { get; set; }

    [Inject]
    internal Consents Consents { get; set; } = default!;

    [Inject]
    internal SubjectHoldings Holdings { get; set; } = default!;

    [Inject]
    internal CurrentActor Current { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    [Inject]
    internal Viewer Viewer { get; set; } = default!;

    protected override void OnInitialized() => Viewer.Changed += Refresh;

    protected override async Task OnParametersSetAsync()
    {
        (_refused, _told, _withdrawing, _giving) = (null, null, null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var subject = await Consents.FindSubjectAsync(SubjectId, _left.Token);
        _missing = subject is null;
        if (subject is null)
            return;
        var actor = await Current.GetAsync();
        _now = Time.GetUtcNow();
        var standing = await Consents.StandingAsync(actor, SubjectId, _left.Token);
        _standing = standing.Ok ? standing.Value : [];
        _history = await Consents.HistoryAsync(SubjectId, _left.Token);
        var holdings = await Holdings.OfAsync(actor, SubjectId, _left.Token);
        _holdings = holdings.Ok ? holdings.Value : null;
        var erasure = await Consents.ErasureAsync(actor, SubjectId, _left.Token);
        _erasure = erasure.Ok ? erasure.Value : null;
        _refused ??= standing.Refusal ?? holdings.Refusal ?? erasure.Refusal;
        _subject = subject;
    }

    private void Begin(Guid purposeId) =>
        (_giving, _withdrawing, _told) = (_giving == purposeId ? null : purposeId, null, null);

    private void AskToWithdraw(Guid purposeId) => (_withdrawing, _giving, _told) = (purposeId, null, null);

    private Task WithdrawAsync(Purpose purpose) =>
        WorkAsync(
            actor => Consents.WithdrawAsync(actor, SubjectId, purpose.Id, ConsentMethod.Electronic, _left.Token),
            $"Consent for “{purpose.Title}” is withdrawn. From now on versions, exports, annotation and training for "
                + "this purpose leave this subject out. What was made before is still there, until a compliance officer "
                + "carries the withdrawal out."
        );

    private Task RecordAsync(ConsentForm.Entry entry) =>
        WorkAsync(
            actor =>
            {
                var consent = entry.For(SubjectId, Time.GetUtcNow());
                return _erasure is null
                    ? Consents.RecordAsync(actor, consent, _left.Token)
                    : Consents.ReadmitAsync(actor, consent, entry.Reason, _left.Token);
            },
            _erasure is null
                ? "Consent recorded."
                : "Consent recorded. Imports store data of this subject again; what was erased does not come back by itself."
        );

    private async Task WorkAsync(Func<Actor, Task<Result<ConsentRecord>>> work, string told)
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var done = await work(await Current.GetAsync());
            (_refused, _told) = (done.Refusal, done.Ok ? told : null);
            if (!done.Ok)
                return;
            (_withdrawing, _giving) = (null, null);
            await LoadAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    private string Consequence(Purpose purpose)
    {
        var reach = _holdings is { Samples: > 0 } holdings
            ? $"{Show.Count(holdings.Samples, "sample")} in "
                + $"{Show.Count(holdings.Datasets.Count, "dataset")} "
                + $"{(holdings.Samples == 1 ? "is" : "are")} no longer used for “{purpose.Title}”"
            : $"no recording of this subject is used for “{purpose.Title}”";
        var delivered = _holdings
            ?.Exports.Where(e => e.Purpose == purpose.Code)
            .Select(e => e.Recipient)
            .Distinct()
            .ToList()
            ?? [];
        return delivered.Count == 0 ? reach + "." : $"{reach}. Already delivered to {string.Join(", ", delivered)}.";
    }

    private static EffectiveConsent? Counts(ConsentStanding standing) =>
        standing.Record is not { } record
            ? null
            : new()
            {
                SubjectId = record.SubjectId,
                PurposeId = record.PurposeId,
                RecordId = record.Id,
                State = record.State,
                Modalities = record.Modalities,
                EffectiveAt = record.EffectiveAt,
                ValidUntil = record.ValidUntil,
                Permits = standing.Permits,
            };

    private static string Answer(EffectiveConsent? consent) =>
        consent switch
        {
            { Permits: true } => "Yes, it may be used",
            null => "No: no consent on record",
            _ => "No, it may not be used",
        };

    private static string Lede(Subject subject) =>
        subject.Kind == SubjectKind.Machine
            ? "What the operator of this machine permits, since when, and for which data."
            : "What this person permits, since when, and for which data.";

    private string TitleOf(Guid purposeId) =>
        _standing.FirstOrDefault(s => s.Purpose.Id == purposeId)?.Purpose.Title ?? "a purpose";

    private void Refresh() => _ = InvokeAsync(StateHasChanged);

    /// <inheritdoc/>
    public void Dispose()
    {
        Viewer.Changed -= Refresh;
        _left.Cancel();
        _left.Dispose();
    }
}
