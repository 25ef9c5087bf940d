using System.Text.Json;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Inference.Onnx;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// Runs an audit section by section. Each finished section is kept: after <c>kill -9</c> the next attempt continues from
/// there, if the samples are still the same, and produces the same digest. Report, verdict, ledger entry and provenance are
/// written in one transaction.
/// </summary>
public sealed class AuditJob(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    TimeProvider time
) : IRunJob
{
    /// <summary>The kind of the run.</summary>
    public const string Kind = "audit";
    private const string Unit = "measurements";

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        var startedAt = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        var audit = await db.Set<AuditRun>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == run.TargetId, ct)
            ?? throw new RunRefusedException(new RunTargetGone("audit"));
        if (audit.State != AuditState.Running)
            return;
        var subject = await SubjectAsync(db, audit, ct);
        await run.ProgressAsync(new ReadingSamples(), 0, 0, "samples", ct);
        var loaded = await AuditSamples.LoadAsync(db, subject.Model, subject.Version, subject.Data, startedAt, ct);
        if (!loaded.Ok)
            throw new RunRefusedException(loaded.Refusal);
        // Samples, and with them groups, may have been erased since the audit was started.
        if (GroupMeasures.Unknown(loaded.Value.Rows, audit.Suite) is { } unknown)
            throw new RunRefusedException(unknown);
        try
        {
            using var predictor = new FusionPredictor(
                await ArtifactCheck.BytesAsync(blobs, subject.Version.OnnxDigest!, ct)
            );
            var report = await MeasureAsync(db, run, subject, loaded.Value, predictor, ct);
            await FinishAsync(
                run,
                subject,
                report,
                Predictions(
                    audit.Id,
                    loaded.Value,
                    predictor.Predict(loaded.Value.Rows.Vectors, loaded.Value.Rows.Masks)
                ),
                startedAt,
                ct
            );
        }
        catch (BlobMissingException)
        {
            throw new RunRefusedException(new AuditFileGone());
        }
        catch (UnfitTaskException unfit)
        {
            throw new RunRefusedException(new UnfitForFusion(unfit.Fault.Found()), unfit);
        }
        catch (UnfitModelException unfit)
        {
            throw new RunRefusedException(new UnfitForFusion(unfit.Fault.Found()), unfit);
        }
    }

    /// <summary>Marks a cancelled or failed audit as failed and deletes its kept sections.</summary>
    public async Task CleanUpAsync(Guid targetId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var audit = await db.Set<AuditRun>()
            .SingleOrDefaultAsync(a => a.Id == targetId && a.State == AuditState.Running, ct);
        if (audit is null)
            return;
        await db.Set<AuditStage>().Where(s => s.AuditId == targetId).ExecuteDeleteAsync(ct);
        (audit.State, audit.FinishedAt) = (AuditState.Failed, time.GetUtcNow());
        ledger.Append(
            db,
            Actor.Portal,
            "audit.failed",
            audit.Id,
            new { modelVersion = audit.ModelVersionId, version = audit.DatasetVersionId }
        );
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Subject(
        AuditRun Audit,
        Model Model,
        ModelVersion Version,
        DatasetVersion Data,
        string Purpose,
        SuiteVersion? Suite
    );

    private static async Task<Subject> SubjectAsync(GovernanceDb db, AuditRun audit, CancellationToken ct)
    {
        var version = await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == audit.ModelVersionId, ct);
        var data = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == audit.DatasetVersionId, ct);
        if (await DatasetVersions.UsableAsync(db, data.Id, ct) is { Ok: false } unusable)
            throw new RunRefusedException(new WhatWasRefused(unusable.Refusal));
        return new(
            audit,
            await db.Set<Model>().AsNoTracking().SingleAsync(m => m.Id == version.ModelId, ct),
            version,
            data,
            await db.Set<Purpose>().Where(p => p.Id == version.PurposeId).Select(p => p.Code).SingleAsync(ct),
            await db.Set<SuiteVersion>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == audit.SuiteId, ct)
        );
    }

    private async Task<AuditReport> MeasureAsync(
        GovernanceDb db,
        RunContext run,
        Subject subject,
        AuditSamples samples,
        FusionPredictor predictor,
        CancellationToken ct
    )
    {
        var (rows, suite) = (samples.Rows, subject.Audit.Suite);
        PredictMasked PredictMasked(RunCounter counter) =>
            (vectors, masks) =>
            {
                counter.Step();
                return predictor.Predict(vectors, masks);
            };
        Task<T> Stage<T>(string name, Message words, Func<RunCounter, Task<T>> make) =>
            StageAsync(new(run, subject.Audit.Id, samples.Digest), name, words, make, ct);

        var core = await Stage("core", new AskingWithEverySet(), counter =>
            Task.FromResult(Core(rows, predictor, PredictMasked(counter), suite, counter))
        );
        var retrieval = await Stage("retrieval", new SearchingAcrossModalities(), counter =>
            Task.FromResult(
                RetrievalMeasures.Of(
                    rows,
                    predictor.Explain(rows.Vectors, rows.Masks).Shared,
                    new(rows.Subjects, suite, counter)
                )
            )
        );
        var noise = await Stage("noise", new AddingNoise(), counter =>
            Task.FromResult(RobustnessMeasures.Noise(rows, PredictMasked(counter), suite, counter))
        );
        var dropout = await Stage("dropout", new WipingOutDetail(), counter =>
            Task.FromResult(RobustnessMeasures.Dropout(rows, PredictMasked(counter), suite, counter))
        );
        var clock = await Stage("clock", new MovingSensorClock(), counter =>
            new ClockShift(db, blobs, samples, subject.Version, subject.Data.Id).MeasureAsync(
                PredictMasked(counter),
                suite,
                counter,
                ct
            )
        );
        var bound = new AuditBinding(
            subject.Version.Id,
            subject.Model.Name,
            subject.Version.Number,
            subject.Version.OnnxDigest!,
            subject.Data.Id,
            subject.Data.Name,
            subject.Data.ManifestDigest!,
            subject.Version.ManifestDigest,
            subject.Purpose,
            samples.Digest,
            CodeVersion.Current,
            suite,
            subject.Suite?.Name,
            subject.Suite?.Number
        );
        return AuditReportBuilder.Of(
            bound,
            samples.Selection,
            GroupMeasures.Sizes(rows),
            new(core, retrieval, noise, dropout, clock)
        );
    }

    private static CoreSections Core(
        AuditedRows rows,
        FusionPredictor predictor,
        PredictMasked predict,
        AuditSuite suite,
        RunCounter counter
    )
    {
        var attention = predictor.Explain(rows.Vectors, rows.Masks).Attention;
        var complete = rows.Complete;
        var weights =
            attention is null || complete.Length == 0
                ? null
                : PerModality.Of(m => complete.Average(i => (double)attention[i * ModalitySets.Count + (int)m]));
        return CoreMeasures.Of(rows, MaskedPredictions.Of(rows, predict), weights, suite, counter);
    }

    /// <summary>The audit that keeps sections, and the digest of the samples that they are computed on.</summary>
    private sealed record Kept(RunContext Run, Guid AuditId, string SamplesDigest);

    /// <summary>Returns the kept section if the samples are still the same; otherwise computes and keeps it.</summary>
    private async Task<T> StageAsync<T>(
        Kept place,
        string name,
        Message words,
        Func<RunCounter, Task<T>> make,
        CancellationToken ct
    )
    {
        var (run, auditId, samplesDigest) = place;
        await using var db = await databases.CreateDbContextAsync(ct);
        var kept = await db.Set<AuditStage>()
            .AsNoTracking()
            .SingleOrDefaultAsync(s => s.AuditId == auditId && s.Name == name && s.SamplesDigest == samplesDigest, ct);
        if (kept is not null)
            return JsonSerializer.Deserialize<T>(kept.Content, CanonicalJson.Options)!;
        // The total is not known in advance.
        var made = await run.StageAsync(words, 0, Unit, make, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<AuditStage>().Where(s => s.AuditId == auditId && s.Name == name).ExecuteDeleteAsync(ct);
        db.Add(
            new AuditStage
            {
                AuditId = auditId,
                Name = name,
                SamplesDigest = samplesDigest,
                Content = JsonSerializer.Serialize(made, CanonicalJson.Options),
            }
        );
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return made;
    }

    private static List<AuditPrediction> Predictions(Guid auditId, AuditSamples samples, float[] probabilities)
    {
        var (rows, classes) = (samples.Rows, samples.Rows.Classes.Count);
        return
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(i => new AuditPrediction
                {
                    AuditId = auditId,
                    Ordinal = i,
                    SampleId = samples.SampleIds[i],
                    SubjectOrdinal = rows.Subjects[i],
                    Used = rows.Masks[i],
                    Label = rows.Labels[i],
                    Probabilities = probabilities[(i * classes)..((i + 1) * classes)],
                }),
        ];
    }

    /// <summary>Keeps the predictions of the samples that still exist; a withdrawal may have erased some meanwhile.</summary>
    private static async Task KeepAsync(GovernanceDb db, IReadOnlyList<AuditPrediction> rows, CancellationToken ct)
    {
        Guid[] ids = [.. rows.Select(r => r.SampleId)];
        // Locked, so that an erasure that runs at the same time waits and then finds these rows.
        var there = await db
            .Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM samples WHERE id = ANY ({ids}) FOR KEY SHARE")
            .ToListAsync(ct);
        var left = there.ToHashSet();
        await db.CopyAsync(rows.Where(r => left.Contains(r.SampleId)), ct);
    }

    private async Task FinishAsync(
        RunContext run,
        Subject subject,
        AuditReport report,
        IReadOnlyList<AuditPrediction> predictions,
        DateTimeOffset startedAt,
        CancellationToken ct
    )
    {
        var auditId = subject.Audit.Id;
        await run.ProgressAsync(new WritingReport(), 0, 0, Unit, ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var audit = await db.Set<AuditRun>().SingleAsync(a => a.Id == auditId, ct);
        if (audit.State != AuditState.Running)
            return;
        var digest = report.Digest();
        (audit.State, audit.Verdict, audit.Report, audit.ReportDigest) = (
            AuditState.Finished,
            report.Verdict,
            CanonicalJson.Text(report),
            digest
        );
        await db.Set<AuditStage>().Where(s => s.AuditId == auditId).ExecuteDeleteAsync(ct);
        await KeepAsync(db, predictions, ct);
        var row = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.RunId, ct);
        var actor = row.Starter;
        var step = provenance.Record(
            db,
            actor,
            "audit",
            new
            {
                samples = report.Samples.Count,
                report.Samples.Excluded,
                report.Samples.Seen,
                report.Bound.SamplesDigest,
                verdict = report.Verdict,
                audit.Suite.Seed,
            },
            startedAt,
            run.RunId
        );
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.Audit(auditId),
            digest,
            ThingKey.ModelVersion(subject.Version.Id),
            subject.Version.OnnxDigest
        );
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.Audit(auditId),
            digest,
            ThingKey.Version(subject.Data.Id),
            subject.Data.ManifestDigest
        );
        ledger.Append(
            db,
            actor,
            "audit.finished",
            auditId,
            new
            {
                modelVersion = subject.Version.Id,
                subject.Version.OnnxDigest,
                datasetVersion = subject.Data.Id,
                subject.Data.ManifestDigest,
                report.Bound.SamplesDigest,
                samples = report.Samples.Count,
                verdict = report.Verdict,
                reportDigest = digest,
            }
        );
        audit.FinishedAt = time.GetUtcNow();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
