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
/// Trains a version. After each epoch the trainer's state is saved as a blob: after <c>kill -9</c> the next attempt continues
/// from there and produces the same file to the bit. Everything that makes the version ready is written in one transaction.
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
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Id == run.TargetId, ct)
            ?? throw new RunRefusedException(new RunTargetGone("version"));
        if (version.State != ModelVersionState.Training)
            return;
        var model = await db.Set<Model>().AsNoTracking().SingleAsync(m => m.Id == version.ModelId, ct);
        var set = await LoadAsync(db, version, model, startedAt, ct);
        var wanted = System.Text.Json.JsonSerializer.Deserialize<FusionOptions>(
            version.Options,
            CanonicalJson.Options
        )!;
        try
        {
            var split = FusionSplit.BySubject(set.Task.Groups, set.Task.Labels, wanted.Seed);
            var keeper = new EpochKeeper(databases, blobs, run, version, options.Value.MaxArtifactBytes, ct);
            await run.ProgressAsync(new TrainingStage(), version.Losses.Count, wanted.Epochs, "epochs", ct);
            var trained = await Task.Run(() => TrainAsync(set, split, wanted, version, keeper, ct), ct);
            var lines = await CompareAsync(run, set, split, wanted, ct);
            await FinishAsync(run, version, new(set, split, trained, lines, startedAt), ct);
        }
        catch (UnfitTaskException unfit)
        {
            var why = new UnfitForFusion(unfit.Fault.Found());
            await RefuseAsync(db, version.Id, why);
            throw new RunRefusedException(why);
        }
    }

    /// <summary>Marks the version of a cancelled or failed training as failed and deletes its saved state.</summary>
    public async Task CleanUpAsync(Guid targetId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var version = await db.Set<ModelVersion>()
            .SingleOrDefaultAsync(v => v.Id == targetId && v.State == ModelVersionState.Training, ct);
        if (version is null)
            return;
        var checkpoint = version.CheckpointDigest;
        (version.State, version.CheckpointDigest) = (ModelVersionState.Failed, null);
        ledger.Append(
            db,
            Actor.Portal,
            "model-version.failed",
            version.Id,
            new { model = version.ModelId, version.Number }
        );
        await db.SaveChangesAsync(ct);
        if (checkpoint is not null)
            await blobs.DeleteAsync(checkpoint, ct);
    }

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
            await RefuseAsync(db, version.Id, refusal);
            throw new RunRefusedException(refusal);
        }
    }

    private static Task<int> RefuseAsync(GovernanceDb db, Guid versionId, Message why) =>
        db.Set<ModelVersion>()
            .Where(v => v.Id == versionId && v.State == ModelVersionState.Training)
            .ExecuteUpdateAsync(row => row.SetProperty(v => v.ErrorMessage, why), CancellationToken.None);

    private async Task<FusionModel> TrainAsync(
        TrainingSet set,
        FusionSplit split,
        FusionOptions wanted,
        ModelVersion version,
        EpochKeeper keeper,
        CancellationToken ct
    )
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
        CancellationToken ct
    )
    {
        var stage = new ComparingFusions();
        var done = 0;
        await run.ProgressAsync(stage, 0, ComparisonLines, "trainings", ct);
        var progress = new SynchronousProgress<ComparisonLine>(line =>
            run.ProgressAsync(stage, ++done, ComparisonLines, "trainings", ct, line.Name).GetAwaiter().GetResult()
        );
        return await Task.Run(() => ModalityComparison.Run(set.Task, split, wanted, progress, ct), ct);
    }

    private sealed record Trained(
        TrainingSet Set,
        FusionSplit Split,
        FusionModel Model,
        IReadOnlyList<ComparisonLine> Lines,
        DateTimeOffset StartedAt
    );

    private async Task FinishAsync(RunContext run, ModelVersion seen, Trained trained, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        Guid[] ids = [.. seen.Encoders.OfType<Guid>()];
        var encoders = await db.Set<Encoder>()
            .AsNoTracking()
            .Where(e => ids.Contains(e.Id))
            .OrderBy(e => e.Modality)
            .ToListAsync(ct);
        var onnx = trained.Model.ToOnnx(Metadata(seen, encoders));
        var parity = trained.Model.Parity(onnx);
        if (!parity.Holds)
            throw new UnfitTaskException(
                "export-differs",
                FormattableString.Invariant($"{parity.LargestDifference:0.0e+0}")
            );
        var metrics = Judgement.Of(trained.Set.Task, trained.Split, onnx, trained.Model, trained.Lines);
        var file = await blobs.PutAsync(new MemoryStream(onnx), options.Value.MaxArtifactBytes, ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var version = await db.Set<ModelVersion>().SingleAsync(v => v.Id == seen.Id, ct);
        var checkpoint = version.CheckpointDigest;
        await run.StageAsync(
            new WritingModel(),
            trained.Set.Rows.Count,
            "samples",
            counter => db.CopyAsync(counter.Of(Places(version.Id, trained)), ct),
            ct
        );
        (version.State, version.OnnxDigest, version.OnnxLength, version.Parity) = (
            ModelVersionState.Ready,
            file.Digest,
            file.Length,
            parity.LargestDifference
        );
        (version.Metrics, version.Losses, version.Excluded) = (
            metrics,
            EpochKeeper.Losses(trained.Model.Curve),
            trained.Set.Excluded
        );
        (version.CheckpointDigest, version.ErrorMessage, version.ReadyAt) = (null, null, time.GetUtcNow());
        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        AppendToLedger(db, row.Starter, run, version, encoders, trained);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (checkpoint is not null)
            await blobs.DeleteAsync(checkpoint, CancellationToken.None);
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
                    SubjectOrdinal = trained.Set.Task.Groups[i],
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
