using System.Collections.Concurrent;
using Governance.Catalog;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Inference.Onnx;
using Governance.Inference.Serving;
using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Models;

/// <summary>
/// The door to predictions: predicts one moment at a time with the version that an alias points to. The answer names the
/// modalities that were not used, and its probabilities are calibrated for those that were. Every answer is logged.
/// </summary>
public sealed partial class ModelServing(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    IOptions<ModelsOptions> options,
    IOptions<IngestionOptions> pictures,
    TimeProvider time
) : IAsyncDisposable
{
    /// <summary>The longest text of a request, in characters.</summary>
    public const int LongestText = 100_000;

    private const int LongestName = 200,
        MostChannels = 1_000;

    /// <summary>292 years: readings further apart are a mistake in the unit of time.</summary>
    private const long WidestSeriesNs = long.MaxValue;

    /// <summary>Most versions that are kept open; the least recently used one is closed for a further one.</summary>
    private const int MostLoaded = 4;

    /// <summary>How long a count of withdrawn samples is reused.</summary>
    private static readonly TimeSpan CoverHolds = TimeSpan.FromMinutes(1);

    /// <summary>How long a closed version stays usable: longer than any request takes.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Guid, (Task<LoadedModel> Model, long LastUse)> _loaded = [];
    private readonly ConcurrentDictionary<Guid, (string Words, DateTimeOffset At)> _disclosures = new();
    private readonly Lock _gate = new();
    private bool _disposed;

    /// <summary>Predicts one moment with the version that the alias points to, and logs the answer.</summary>
    public async Task<Result<PredictionAnswer>> PredictAsync(
        Actor actor,
        string model,
        string alias,
        PredictionInput input,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Predict) is { } refusal)
            return refusal;
        if (input.SampleId is not null && actor.Lacks(CatalogPolicies.Read) is { } unread)
            return unread;
        var from = time.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await AnsweringAsync(db, model, alias, ct);
        if (!found.Ok)
            return found.Refusal;
        var (owner, version, instead) = found.Value;
        try
        {
            return await PredictAsync(db, new(actor, alias, owner, version, from, instead), input, ct);
        }
        catch (QueueFullException full)
        {
            return new ModelIsBusy(full.Waiting);
        }
        catch (Exception broken)
            when (broken is BlobMissingException or UnfitModelException or UnfitTaskException or OnnxRuntimeException)
        {
            var fault = (broken as UnfitModelException)?.Fault ?? (broken as UnfitTaskException)?.Fault;
            return new ModelCannotBeOpened(fault?.Found());
        }
    }

    /// <summary>Lists the prediction log of a version, newest first.</summary>
    public async Task<Result<Page<Prediction>>> LogAsync(
        Actor actor,
        string model,
        int number,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await ModelRegistry.FindAsync(db, model, number, ct);
        if (!found.Ok)
            return found.Refusal;
        var lines = db.Set<Prediction>().AsNoTracking().Where(p => p.VersionId == found.Value.Version.Id);
        return await lines.ToPageAsync(p => p.Id, new(cursor, size), ct);
    }

    /// <summary>
    /// Lists samples to try an alias on: samples of its version with consent for its purpose now. Test samples, from which
    /// the version did not learn, come first.
    /// </summary>
    public async Task<Result<GridPage<TrialSample>>> TrialSamplesAsync(
        Actor actor,
        string model,
        string alias,
        int skip,
        int take,
        CancellationToken ct
    )
    {
        if ((actor.Lacks(ModelsPolicies.Predict) ?? actor.Lacks(CatalogPolicies.Read)) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await AnsweringAsync(db, model, alias, ct);
        if (!found.Ok)
            return found.Refusal;
        var version = found.Value.Version;
        var now = time.GetUtcNow();
        var permitted = ConsentCoverQuery.Permitted(db, db.Set<Sample>(), version.PurposeId, Modalities.None, now);
        var places =
            from place in db.Set<ModelVersionSample>().AsNoTracking()
            where place.VersionId == version.Id
            join sample in permitted on place.SampleId equals (Guid?)sample.Id
            select new
            {
                place.Role,
                place.Ordinal,
                Sample = sample,
            };
        var page = await places
            .OrderBy(p => p.Role == SampleRole.Test ? 0 : 1)
            .ThenBy(p => p.Ordinal)
            .Skip(Math.Max(0, skip))
            .Take(Cursor.Size(take))
            .ToListAsync(ct);
        var cards = (
            await AlignedSamples.CardsAsync(db, [.. page.Select(p => p.Sample)], version.PurposeId, now, ct)
        ).ToDictionary(c => c.Id);
        return new GridPage<TrialSample>(
            [.. page.Select(p => new TrialSample(cards[p.Sample.Id], p.Role))],
            await places.CountAsync(ct)
        );
    }

    /// <summary>The version that answers for an alias now: its own, or the fallback while it is suspended.</summary>
    private static async Task<Result<Answering>> AnsweringAsync(
        GovernanceDb db,
        string model,
        string alias,
        CancellationToken ct
    )
    {
        var found = await (
            from one in db.Set<ModelAlias>().AsNoTracking()
            where one.Name == alias
            join owner in db.Set<Model>() on one.ModelId equals owner.Id
            where owner.Name == model
            select new { one, owner }
        ).SingleOrDefaultAsync(ct);
        if (found is null)
            return new NotFound("alias", $"{model}/{alias}");
        var state = await AliasStates.NewestAsync(db, found.owner.Id, alias, ct);
        if (state is { State: AliasState.Retired })
            return new AliasRetired(model, alias, state.Reason);
        if (found.one.Answering(state) is not { } versionId)
            return new AliasSuspended(model, alias, state!.Reason);
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == versionId, ct);
        return new Answering(found.owner, version, state is { State: AliasState.Suspended });
    }

    /// <param name="Instead">The alias is suspended, and this is its fallback.</param>
    private sealed record Answering(Model Model, ModelVersion Version, bool Instead);

    private async Task<Result<PredictionAnswer>> PredictAsync(
        GovernanceDb db,
        AskedModel asked,
        PredictionInput input,
        CancellationToken ct
    )
    {
        var loaded = await LoadAsync(asked.Version);
        var made = await RowAsync(db, asked.Version, loaded, input, time.GetUtcNow(), ct);
        if (!made.Ok)
            return made.Refusal;
        var row = made.Value;
        if (row.Inputs.All(input => input == ServingInput.Nothing))
            return new PredictionWithoutModality(loaded.Known);
        var (served, masks) = await ServeAsync(loaded, row, input, ct);
        var lost = Lost(loaded, row, served, input);
        if (served.Probabilities.Length == 0)
            return new EverythingLost(lost);
        return await AnswerAsync(db, asked, loaded, new(served, lost, masks), ct);
    }

    /// <summary>Runs the encoders once; each further mask runs the fusion model only.</summary>
    private static async Task<(ServedRow Served, IReadOnlyList<MaskAnswer> Masks)> ServeAsync(
        LoadedModel loaded,
        ServingRow row,
        PredictionInput input,
        CancellationToken ct
    )
    {
        if (!input.EveryMask)
            return (await RunAsync(loaded, row.Keep(Modalities.All & ~input.Without), ct), []);
        var whole = await RunAsync(loaded, row, ct);
        var seen = new ServingRow(
            row.Inputs.Map((m, one) => one with { Raw = null, Vector = whole.Encoded[m].Vector })
        );
        var sets = Enumerable.Range(1, (int)Modalities.All).Select(mask => (Modalities)mask).ToArray();
        var rows = await Task.WhenAll(
            sets.Select(set =>
                (set & ~whole.Mask) == 0 ? RunAsync(loaded, seen.Keep(set), ct) : Task.FromResult<ServedRow?>(null)!
            )
        );
        var masks = sets.Zip(rows, (set, one) => Mask(loaded, set, one)).ToArray();
        var left = whole.Mask & ~input.Without;
        var main =
            left == Modalities.None
                ? whole with
                {
                    Probabilities = [],
                    Mask = Modalities.None,
                }
                : rows[(int)left - 1] with
                {
                    Encoded = whole.Encoded,
                };
        return (main, masks);
    }

    private static MaskAnswer Mask(LoadedModel loaded, Modalities set, ServedRow? one)
    {
        if (one is not { Probabilities.Length: > 0 })
            return new(set, null, null, loaded.TemperatureOf(set));
        var best = Array.IndexOf(one.Probabilities, one.Probabilities.Max());
        return new(set, loaded.Classes[best], one.Probabilities[best], loaded.TemperatureOf(set));
    }

    private static Task<ServedRow> RunAsync(LoadedModel loaded, ServingRow row, CancellationToken ct) =>
        loaded.RunAsync(row, ct);

    /// <param name="Instead">The alias is suspended, and this is its fallback.</param>
    private sealed record AskedModel(
        Actor Actor,
        string Alias,
        Model Model,
        ModelVersion Version,
        long From,
        bool Instead
    );

    private sealed record Outcome(ServedRow Served, List<LostModality> Lost, IReadOnlyList<MaskAnswer> Masks);

    private async Task<PredictionAnswer> AnswerAsync(
        GovernanceDb db,
        AskedModel asked,
        LoadedModel loaded,
        Outcome outcome,
        CancellationToken ct
    )
    {
        var (served, lost, masks) = outcome;
        var took = time.GetElapsedTime(asked.From);
        var ranked = served
            .Probabilities.Select((p, i) => new ClassProbability(loaded.Classes[i], p))
            .OrderByDescending(p => p.Probability)
            .ThenBy(p => p.Class, StringComparer.Ordinal)
            .ToArray();
        var used = served.Mask;
        var line = new Prediction
        {
            VersionId = asked.Version.Id,
            Alias = asked.Alias,
            At = time.GetUtcNow(),
            ActorId = asked.Actor.UserId,
            Used = used,
            Lost = lost.Select(l => l.Modality).AsSet(),
            Class = ranked[0].Class,
            Probability = ranked[0].Probability,
            Milliseconds = took.TotalMilliseconds,
        };
        db.Add(line);
        await db.SaveChangesAsync(ct);
        return new(
            line.Id,
            asked.Version.Id,
            asked.Model.Name,
            asked.Version.Number,
            asked.Alias,
            ranked[0].Class,
            ranked[0].Probability,
            ranked,
            used,
            lost,
            loaded.TemperatureOf(served.Mask),
            (asked.Instead ? $"“{asked.Alias}” is suspended; version {asked.Version.Number} answers instead. " : "")
                + await DisclosureAsync(db, asked.Model, asked.Version, used, ct),
            took.TotalMilliseconds,
            masks
        );
    }

    private static List<LostModality> Lost(LoadedModel loaded, ServingRow row, ServedRow served, PredictionInput input)
    {
        var lost = new List<LostModality>();
        foreach (var m in ModalitySets.Every)
        {
            if (served.Mask.Has(m))
                continue;
            var (known, absent) = (loaded.Known.Has(m), row.Inputs[m].Absent);
            if (!known && absent is null)
                continue;
            var asked = known && input.Without.Has(m);
            lost.Add(
                new(m, asked ? "left out as asked" : absent ?? served.Encoded[m].Failure?.InWords() ?? "not given")
            );
        }
        return lost;
    }

    /// <summary>A sentence on what the prediction is based on; its count of withdrawn samples is at most a minute old.</summary>
    private async Task<string> DisclosureAsync(
        GovernanceDb db,
        Model model,
        ModelVersion version,
        Modalities used,
        CancellationToken ct
    )
    {
        var now = time.GetUtcNow();
        if (!_disclosures.TryGetValue(version.Id, out var known) || now - known.At > CoverHolds)
        {
            var cover = await ModelCover.OfAsync(db, version.Id, now, ct);
            known = (
                $"version {version.Number} of “{model.Title}”. The version learned from {cover.LearnedFrom} "
                    + (cover.LearnedFrom == 1 ? "sample" : "samples")
                    + (
                        cover.Lost == 0
                            ? ""
                            : $", {cover.Lost} of which {(cover.Lost == 1 ? "has" : "have")} been withdrawn since"
                    ),
                now
            );
            _disclosures[version.Id] = known;
        }
        return $"An automatic prediction from {used.InSentence()} by {known.Words}. It may be wrong; a person decides.";
    }

    /// <summary>Opens a version once for all callers. If it cannot be opened, the next caller tries again.</summary>
    private async Task<LoadedModel> LoadAsync(ModelVersion version)
    {
        Task<LoadedModel> loading;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            loading =
                _loaded.TryGetValue(version.Id, out var there) && !there.Model.IsFaulted
                    ? there.Model
                    : Task.Run(() => OpenAsync(version));
            _loaded[version.Id] = (loading, time.GetTimestamp());
            foreach (var (id, _) in _loaded.OrderByDescending(l => l.Value.LastUse).Skip(MostLoaded).ToArray())
                if (_loaded.Remove(id, out var old))
                    _ = CloseAsync(old.Model);
        }
        return await loading;
    }

    /// <summary>Closes a version after <see cref="Grace"/>, because requests that hold it may still run.</summary>
    private async Task CloseAsync(Task<LoadedModel> model)
    {
        await Task.Delay(Grace, time);
        await DisposeAsync(model);
    }

    private static async Task DisposeAsync(Task<LoadedModel> model)
    {
        try
        {
            await (await model).DisposeAsync();
        }
        catch (Exception)
        {
            // It did not open, so there is nothing to close; its callers have received the refusal.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task<LoadedModel>[] open;
        lock (_gate)
        {
            _disposed = true;
            open = [.. _loaded.Values.Select(l => l.Model)];
            _loaded.Clear();
        }
        foreach (var model in open)
            await DisposeAsync(model);
    }
}
