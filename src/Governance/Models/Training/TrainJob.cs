using Governance.Catalog;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Governance.Models;

/// <summary>
/// Trains the versions of a run, one for each fusion kind. After each epoch the trainer's state is saved as a blob: after
/// <c>kill -9</c> the next attempt continues from there and produces the same files to the bit. Everything that makes the
/// versions ready is written in one transaction.
/// </summary>
public sealed class TrainJob(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    IOptions<ModelsOptions> options,
    TimeProvider time
) : IRunJob
{
    /// <summary>The kind of the run.</summary>
    public const string Kind = "train";

    /// <summary>Rows of the comparison: three fusions, three single modalities, the class frequencies.</summary>
    private const int ComparisonLines = 7;

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        var startedAt = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        if (!await db.Set<ModelVersion>().AnyAsync(v => v.Id == run.TargetId, ct))
            throw new RunRefusedException(new RunTargetGone("version"));
        var versions = await db.Set<ModelVersion>()
            .AsNoTracking()
            .Where(v => v.RunId == run.RunId && v.State == ModelVersionState.Training)
            .OrderBy(v => v.Number)
            .ToListAsync(ct);
        if (versions.Count == 0)
            return;
        var model = await db.Set<Model>().AsNoTracking().SingleAsync(m => m.Id == versions[0].ModelId, ct);
        // The versions of a run differ in nothing but the fusion kind.
        var set = await LoadAsync(db, versions[0], model, startedAt, ct);
        try
        {
            var wanted = OptionsOf(versions[0]);
            var split = set.Split(wanted.Seed);
            var trained = new Dictionary<FusionKind, FusionModel>();
            foreach (var version in versions)
                trained[OptionsOf(version).Kind] = await TrainAsync(run, set, split, version, ct);
            var lines = await CompareAsync(run, set, split, wanted, trained, ct);
            var folds = await CrossValidateAsync(run, set, split, wanted, trained.Keys, ct);
            await FinishAsync(run, versions, new(set, split, trained, lines, folds, startedAt), ct);
        }
        catch (UnfitTaskException unfit)
        {
            var why = new UnfitForFusion(unfit.Fault.Found());
            await RefuseAsync(db, run.RunId, why);
            throw new RunRefusedException(why);
        }
    }

    /// <summary>Marks the versions of a cancelled or failed training as failed and deletes their saved states.</summary>
    public async Task CleanUpAsync(Guid targetId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var versions = await db.Set<ModelVersion>()
            .Where(v =>
                v.State == ModelVersionState.Training
                && db.Set<ModelVersion>().Any(first => first.Id == targetId && first.RunId == v.RunId)
            )
            .ToListAsync(ct);
        string[] checkpoints = [.. versions.Select(v => v.CheckpointDigest).OfType<string>()];
        foreach (var version in versions)
        {
            (version.State, version.CheckpointDigest) = (ModelVersionState.Failed, null);
            ledger.Append(
                db,
                Actor.Portal,
                "model-version.failed",
                version.Id,
                new { model = version.ModelId, version.Number }
            );
        }
        await db.SaveChangesAsync(ct);
        foreach (var checkpoint in checkpoints)
            await blobs.DeleteAsync(checkpoint, ct);
    }

    private static FusionOptions OptionsOf(ModelVersion version) =>
        System.Text.Json.JsonSerializer.Deserialize<FusionOptions>(version.Options, CanonicalJson.Options)!;

    private static async Task<TrainingSet> LoadAsync(
        GovernanceDb db,
        ModelVersion version,
        Model model,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var cut = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == version.DatasetVersionId, ct);
        if (cut.State != VersionState.Sealed)
            await StopAsync(new VersionNotSealed(cut.Name));
        var set = await TrainingSet.LoadAsync(
            db,
            new(cut.Id, version.PurposeId, version.Encoders, model.Label),
            model.Classes,
            at,
            ct
        );
        if (set.Fault(model.Label.Field) is { } fault)
            await StopAsync(fault);
        return set;

        async Task StopAsync(Refusal refusal)
        {
            await RefuseAsync(db, version.RunId, refusal);
            throw new RunRefusedException(refusal);
        }
    }

    private static Task<int> RefuseAsync(GovernanceDb db, Guid runId, Message why) =>
        db.Set<ModelVersion>()
            .Where(v => v.RunId == runId && v.State == ModelVersionState.Training)
            .ExecuteUpdateAsync(row => row.SetProperty(v => v.ErrorMessage, why), CancellationToken.None);

    private async Task<FusionModel> TrainAsync(
        RunContext run,
        TrainingSet set,
        FusionSplit split,
        ModelVersion version,
        CancellationToken ct
    )
    {
        var wanted = OptionsOf(version);
        var keeper = new EpochKeeper(databases, blobs, run, version, options.Value.MaxArtifactBytes, ct);
        var length = TrainingLength.Of(wanted, split.Train.Length);
        await run.ProgressAsync(new TrainingStage(), version.Losses.Count, length.Epochs, "epochs", ct);
        return await Task.Run(
            async () =>
            {
                if (await CheckpointAsync(version, ct) is { } checkpoint)
                {
                    try
                    {
                        return FusionTrainer.Train(set.Task, split, wanted, keeper, ct, checkpoint);
                    }
                    catch (UnfitTaskException) when (!keeper.AnyFinished)
                    {
                        // The saved state does not fit the data: a consent, a label or a vector has changed since. Start again
                        // with what is permitted now.
                    }
                }
                return FusionTrainer.Train(set.Task, split, wanted, keeper, ct);
            },
            ct
        );
    }

    private async Task<FusionCheckpoint?> CheckpointAsync(ModelVersion version, CancellationToken ct)
    {
        if (version.CheckpointDigest is not { } digest)
            return null;
        try
        {
            return FusionCheckpoint.FromBytes(await ArtifactCheck.BytesAsync(blobs, digest, ct));
        }
        catch (Exception odd) when (odd is BlobMissingException or UnfitTaskException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<ComparisonLine>> CompareAsync(
        RunContext run,
        TrainingSet set,
        FusionSplit split,
        FusionOptions wanted,
        IReadOnlyDictionary<FusionKind, FusionModel> trained,
        CancellationToken ct
    )
    {
        var stage = new ComparingFusions();
        var done = 0;
        await run.ProgressAsync(stage, 0, ComparisonLines, "trainings", ct);
        var progress = new SynchronousProgress<ComparisonLine>(line =>
            run.ProgressAsync(stage, ++done, ComparisonLines, "trainings", ct, line.Name).GetAwaiter().GetResult()
        );
        return await Task.Run(() => ModalityComparison.Run(set.Task, split, wanted, trained, progress, ct), ct);
    }

    /// <summary>Null where the data are not small, or have too few groups.</summary>
    private static async Task<IReadOnlyList<CrossValidationLine>?> CrossValidateAsync(
        RunContext run,
        TrainingSet set,
        FusionSplit split,
        FusionOptions wanted,
        IReadOnlyCollection<FusionKind> kinds,
        CancellationToken ct
    )
    {
        if (!FusionCrossValidation.Fits(set.Task, split))
            return null;
        var stage = new CrossValidating();
        var most = FusionCrossValidation.Trainings(set.Task, split, kinds);
        await run.ProgressAsync(stage, 0, most, "trainings", ct);
        var progress = new SynchronousProgress<int>(done =>
            run.ProgressAsync(stage, done, most, "trainings", ct).GetAwaiter().GetResult()
        );
        return await Task.Run(() => FusionCrossValidation.Run(set.Task, split, kinds, wanted, progress, ct), ct);
    }

    private sealed record Trained(
        TrainingSet Set,
        FusionSplit Split,
        IReadOnlyDictionary<FusionKind, FusionModel> Models,
        IReadOnlyList<ComparisonLine> Lines,
        IReadOnlyList<CrossValidationLine>? Folds,
        DateTimeOffset StartedAt
    );

    /// <summary>A version with its file.</summary>
    private sealed record Written(Guid Id, FusionModel Model, double Parity, ModelMetrics Metrics, StoredBlob File);

    private async Task FinishAsync(RunContext run, List<ModelVersion> seen, Trained trained, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        Guid[] ids = [.. seen[0].Encoders.OfType<Guid>()];
        var encoders = await db.Set<Encoder>()
            .AsNoTracking()
            .Where(e => ids.Contains(e.Id))
            .OrderBy(e => e.Modality)
            .ToListAsync(ct);
        var written = new List<Written>();
        foreach (var version in seen)
            written.Add(await WriteAsync(version, encoders, trained, ct));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        var checkpoints = new List<string?>();
        foreach (var one in written)
        {
            var version = await db.Set<ModelVersion>().SingleAsync(v => v.Id == one.Id, ct);
            checkpoints.Add(version.CheckpointDigest);
            await run.StageAsync(
                new WritingModel(),
                trained.Set.Rows.Count,
                "samples",
                counter => db.CopyAsync(counter.Of(Places(version.Id, trained)), ct),
                ct
            );
            MakeReady(version, one, trained.Set);
            AppendToLedger(db, row.Starter, run, version, encoders, trained);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var checkpoint in checkpoints.OfType<string>())
            await blobs.DeleteAsync(checkpoint, CancellationToken.None);
    }

    private async Task<Written> WriteAsync(
        ModelVersion version,
        List<Encoder> encoders,
        Trained trained,
        CancellationToken ct
    )
    {
        var model = trained.Models[OptionsOf(version).Kind];
        var onnx = model.ToOnnx(Metadata(version, encoders));
        var parity = model.Parity(onnx);
        if (!parity.Holds)
            throw new UnfitTaskException(
                "export-differs",
                FormattableString.Invariant($"{parity.LargestDifference:0.0e+0}")
            );
        var metrics = Judgement.Of(trained.Set.Task, trained.Split, onnx, model, trained.Lines, trained.Folds);
        var file = await blobs.PutAsync(new MemoryStream(onnx), options.Value.MaxArtifactBytes, ct);
        return new(version.Id, model, parity.LargestDifference, metrics, file);
    }

    private void MakeReady(ModelVersion version, Written written, TrainingSet set)
    {
        (version.State, version.OnnxDigest, version.OnnxLength, version.Parity) = (
            ModelVersionState.Ready,
            written.File.Digest,
            written.File.Length,
            written.Parity
        );
        (version.Metrics, version.Losses, version.Excluded) = (
            written.Metrics,
            EpochKeeper.Losses(written.Model.Curve),
            set.Excluded
        );
        (version.CheckpointDigest, version.ErrorMessage, version.ReadyAt) = (null, null, time.GetUtcNow());
    }

    private void AppendToLedger(
        GovernanceDb db,
        Actor actor,
        RunContext run,
        ModelVersion version,
        IReadOnlyList<Encoder> encoders,
        Trained trained
    )
    {
        var (set, split) = (trained.Set, trained.Split);
        var step = provenance.Record(
            db,
            actor,
            "train",
            new
            {
                version.Fusion,
                version.Seed,
                version.PurposeId,
                train = split.Train.Length,
                validation = split.Validation.Length,
                test = split.Test.Length,
                split = set.Declared,
                set.Excluded,
            },
            trained.StartedAt,
            run.RunId
        );
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.ModelVersion(version.Id),
            version.OnnxDigest,
            ThingKey.Version(version.DatasetVersionId),
            version.ManifestDigest
        );
        foreach (var encoder in encoders)
            ProvenanceGraph.Derive(
                db,
                step,
                ThingKey.ModelVersion(version.Id),
                version.OnnxDigest,
                ThingKey.Encoder(encoder.Id),
                encoder.OnnxDigest
            );
        ledger.Append(
            db,
            actor,
            "model-version.trained",
            version.Id,
            new
            {
                model = version.ModelId,
                version.Number,
                dataset = version.DatasetVersionId,
                version.ManifestDigest,
                version.OnnxDigest,
                encoders = encoders.Select(e => e.Digest),
                samples = set.Rows.Count,
                set.Subjects,
                set.Excluded,
            }
        );
    }

    private static IEnumerable<ModelVersionSample> Places(Guid versionId, Trained trained)
    {
        var roles = new SampleRole[trained.Set.Rows.Count];
        foreach (var row in trained.Split.Validation)
            roles[row] = SampleRole.Validation;
        foreach (var row in trained.Split.Test)
            roles[row] = SampleRole.Test;
        return trained.Set.Rows.Select(
            (row, i) =>
                new ModelVersionSample
                {
                    VersionId = versionId,
                    Ordinal = i,
                    SampleId = row.SampleId,
                    SubjectOrdinal = trained.Set.SubjectNumbers[i],
                    Role = roles[i],
                    Used = row.Mask,
                }
        );
    }

    /// <summary>
    /// Metadata of the file. It does not name the version, so the same data, options and seed give the same digest.
    /// </summary>
    private static Dictionary<string, string> Metadata(ModelVersion version, IReadOnlyList<Encoder> encoders)
    {
        var lines = new Dictionary<string, string>
        {
            ["dataset.manifestDigest"] = version.ManifestDigest,
            ["training.seed"] = version.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["code.version"] = version.CodeVersion,
        };
        foreach (var encoder in encoders)
            lines[$"encoder.{encoder.Modality.Word()}"] = encoder.Digest;
        return lines;
    }
}
