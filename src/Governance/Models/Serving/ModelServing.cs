using System.Collections.Concurrent;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Inference.Encoders;
using Governance.Inference.Fusion;
using Governance.Inference.Serving;
using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models.Serving;

/// <summary>
/// The door to predictions: an alias answers for one moment at a time. What it did not see it names; what it says is
/// calibrated for what it saw. Every answer leaves a line in the prediction log.
/// </summary>
public sealed partial class ModelServing(IDbContextFactory<GovernanceDb> databases, IBlobStore blobs, TimeProvider time) : IAsyncDisposable
{
    public const int LongestText = 100_000;

    /// <summary>Versions kept open at once; the one not asked for longest makes room.</summary>
    private const int MostLoaded = 4;

    private static readonly TimeSpan CoverHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (Task<LoadedModel> Model, long LastUse)> _loaded = new();
    private readonly ConcurrentDictionary<Guid, (string Words, DateTimeOffset At)> _disclosures = new();
    private readonly Lock _gate = new();

    public async Task<Result<PredictionAnswer>> PredictAsync(Actor actor, string model, string alias, PredictionInput input, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Predict) is { } refusal) return refusal;
        var from = time.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from one in db.Set<ModelAlias>().AsNoTracking()
            where one.Name == alias
            join owner in db.Set<Model>() on one.ModelId equals owner.Id
            where owner.Name == model
            join version in db.Set<ModelVersion>() on one.VersionId equals version.Id
            select new { owner, version }).SingleOrDefaultAsync(ct);
        if (found is null) return new NotFound("alias", $"{model}/{alias}");
        var loaded = await LoadAsync(found.version);
        var row = await RowAsync(db, found.version, loaded, input, time.GetUtcNow(), ct);
        if (!row.Ok) return row.Refusal!;
        ServedRow served;
        try
        {
            served = await loaded.RunAsync(row.Value, ct);
        }
        catch (QueueFullException full)
        {
            return new ModelIsBusy(full.Waiting);
        }
        var lost = Lost(loaded, row.Value, served, input);
        if (served.Probabilities.Length == 0) return new EverythingLost(string.Join("; ", lost.Select(l => $"{Word(l.Modality)}: {l.Why}")) + ".");
        return await AnswerAsync(db, actor, alias, found.owner, found.version, loaded, served, lost, time.GetElapsedTime(from), ct);
    }

    /// <summary>The newest lines of a version's log.</summary>
    public async Task<Result<Page<Prediction>>> LogAsync(Actor actor, Guid versionId, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal) return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var take = Cursor.Size(size);
        var lines = db.Set<Prediction>().AsNoTracking().Where(p => p.VersionId == versionId);
        if (Guid.TryParse(Cursor.Read(cursor), out var after)) lines = lines.Where(p => p.Id.CompareTo(after) < 0);
        return Cursor.Cut(await lines.OrderByDescending(p => p.Id).Take(take + 1).ToListAsync(ct), take, p => p.Id.ToString());
    }

    private async Task<PredictionAnswer> AnswerAsync(
        GovernanceDb db, Actor actor, string alias, Model model, ModelVersion version, LoadedModel loaded, ServedRow served,
        List<LostModality> lost, TimeSpan took, CancellationToken ct)
    {
        var ranked = served.Probabilities.Select((p, i) => new ClassProbability(loaded.Classes[i], p)).OrderByDescending(p => p.Probability).ThenBy(p => p.Class, StringComparer.Ordinal).ToArray();
        var used = Set(m => (served.Mask >> m & 1) == 1);
        var line = new Prediction
        {
            VersionId = version.Id,
            Alias = alias,
            At = time.GetUtcNow(),
            ActorId = actor.UserId,
            Used = used,
            Lost = Set(m => lost.Any(l => l.Modality == LoadedModel.ModalityAt(m))),
            Class = ranked[0].Class,
            Probability = ranked[0].Probability,
            Milliseconds = took.TotalMilliseconds,
        };
        db.Add(line);
        await db.SaveChangesAsync(ct);
        return new(line.Id, model.Name, version.Number, alias, ranked[0].Class, ranked[0].Probability, ranked, used, lost,
            loaded.TemperatureOf(served.Mask), await DisclosureAsync(db, model, version, used, ct), took.TotalMilliseconds);
    }

    private static Modalities Set(Func<int, bool> holds) =>
        (Modalities)Enumerable.Range(0, ModalityMask.Count).Where(holds).Sum(m => (int)LoadedModel.ModalityAt(m).AsSet());

    private static List<LostModality> Lost(LoadedModel loaded, ServingRow row, ServedRow served, PredictionInput input)
    {
        var lost = new List<LostModality>();
        for (var m = 0; m < ModalityMask.Count; m++)
        {
            var modality = LoadedModel.ModalityAt(m);
            if ((loaded.Known & modality.AsSet()) == 0 || (served.Mask >> m & 1) == 1) continue;
            lost.Add(new(modality, (input.Without & modality.AsSet()) != 0 ? "left out as asked" : served.Failures[m] ?? (row.Inputs[m] is null ? "not given" : "not readable")));
        }
        return lost;
    }

    /// <summary>What the answer rests on, in a sentence; the count of withdrawn samples is at most a minute old.</summary>
    private async Task<string> DisclosureAsync(GovernanceDb db, Model model, ModelVersion version, Modalities used, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!_disclosures.TryGetValue(version.Id, out var known) || now - known.At > CoverHolds)
        {
            var cover = await ModelCover.OfAsync(db, version.Id, now, ct);
            known = ($"version {version.Number} of “{model.Title}” learned from {cover.LearnedFrom} samples" + (cover.Lost == 0 ? "" : $", {cover.Lost} of which have been withdrawn since"), now);
            _disclosures[version.Id] = known;
        }
        return $"An automatic judgement from {Words(used)}; {known.Words}. It may be wrong; a person decides.";
    }

    private static string Words(Modalities used) =>
        string.Join(" and ", Enum.GetValues<Modality>().Where(m => (used & m.AsSet()) != 0).Select(Word));

    private static string Word(Modality modality) => modality.ToString().ToLowerInvariant();

    /// <summary>Opens a version once, whoever asks first; a version that could not be opened is tried again by the next caller.</summary>
    private async Task<LoadedModel> LoadAsync(ModelVersion version)
    {
        Task<LoadedModel> loading;
        lock (_gate)
        {
            loading = _loaded.TryGetValue(version.Id, out var there) && !there.Model.IsFaulted ? there.Model : Task.Run(() => OpenAsync(version));
            _loaded[version.Id] = (loading, time.GetTimestamp());
            foreach (var (id, _) in _loaded.OrderByDescending(l => l.Value.LastUse).Skip(MostLoaded).ToArray())
                if (_loaded.TryRemove(id, out var old)) _ = DisposeAsync(old.Model);
        }
        return await loading;
    }

    private static async Task DisposeAsync(Task<LoadedModel> model)
    {
        try
        {
            await (await model).DisposeAsync();
        }
        catch (Exception)
        {
            // It never opened: there is nothing to close, and its callers have been told.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, (model, _)) in _loaded) await DisposeAsync(model);
        _loaded.Clear();
    }
}
