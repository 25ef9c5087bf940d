using System.Threading.Channels;
using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Onnx;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Embeddings;

/// <summary>
/// Embeds a version: reads it batch by batch in manifest order, encodes samples without a vector, and commits each batch
/// separately. After a kill it continues from the last commit and ends with the same rows and digest.
/// The next batches are read while the current one is encoded.
/// </summary>
public sealed class EmbedJob(
    IDbContextFactory<GovernanceDb> databases,
    IBlobStore blobs,
    LedgerEntries ledger,
    ProvenanceGraph provenance,
    IOptions<EmbeddingsOptions> options,
    TimeProvider time
) : IRunJob
{
    /// <summary>The kind of run.</summary>
    public const string Kind = "embed";

    /// <inheritdoc/>
    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        var work = await FindAsync(run, ct);
        if (work is null)
            return;
        var startedAt = time.GetUtcNow();
        using var network = await OpenAsync(work.Encoder, ct);
        var tally = new EmbedTally(work.Set.Id);
        try
        {
            await EmbedAsync(work, network, tally, run, ct);
        }
        catch (UnfitModelException unfit)
        {
            throw new RunRefusedException(new EncoderFailsOnData(work.Encoder.Name, unfit.Fault.Found()), unfit);
        }
        await run.ReplaceRefusalsAsync(tally.Refusals(run.RunId), ct);
        await FinishAsync(work, network, tally, startedAt, run, ct);
    }

    /// <summary>Nothing to remove: every committed vector is complete and later runs can use it.</summary>
    public Task CleanUpAsync(Guid targetId, CancellationToken ct) => Task.CompletedTask;

    private async Task<EmbedWork?> FindAsync(RunContext run, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await (
            from set in db.Set<EmbeddingSet>().AsNoTracking()
            where set.Id == run.TargetId
            join encoder in db.Set<Encoder>() on set.EncoderId equals encoder.Id
            join version in db.Set<DatasetVersion>() on set.VersionId equals version.Id
            join purpose in db.Set<Purpose>() on set.PurposeId equals purpose.Id
            join row in db.Set<Run>() on set.RunId equals row.Id
            select new EmbedWork(set, encoder, version, purpose.Code, row.Starter)
        ).SingleOrDefaultAsync(ct) ?? throw new RunRefusedException(new RunTargetGone("embedding set"));
        if (found.Set.FinishedAt is not null)
            return null;
        return found.Version.State == VersionState.Sealed
            ? found
            : throw new RunRefusedException(
                new WhatWasRefused(await DatasetVersions.WithdrawnAsync(db, found.Version, ct))
            );
    }

    private async Task<Network> OpenAsync(Encoder encoder, CancellationToken ct)
    {
        try
        {
            await using var content = await blobs.OpenReadAsync(encoder.OnnxDigest, ct);
            var onnx = new byte[content.Length];
            await content.ReadExactlyAsync(onnx, ct);
            return EncoderCheck.Open(encoder.Spec, onnx);
        }
        catch (BlobMissingException)
        {
            throw new RunRefusedException(new EncoderFileGone(encoder.Name));
        }
        catch (UnfitModelException unfit)
        {
            throw new RunRefusedException(new EncoderDoesNotOpen(encoder.Name, unfit.Fault.Found()), unfit);
        }
    }

    private async Task EmbedAsync(
        EmbedWork work,
        Network network,
        EmbedTally tally,
        RunContext run,
        CancellationToken ct
    )
    {
        var places = work.Version.SampleCount ?? 0;
        var source = new EmbedSource(
            databases,
            blobs,
            time,
            work.Set,
            await ChannelsAsync(work, network, ct),
            places,
            options.Value.BatchSize
        );
        var ahead = System.Threading.Channels.Channel.CreateBounded<Batch>(
            new BoundedChannelOptions(options.Value.BatchesAhead) { SingleReader = true, SingleWriter = true }
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => ReadAheadAsync(source, network, ahead.Writer, stop.Token), CancellationToken.None);
        try
        {
            await run.ProgressAsync(new EmbeddingStage(), 0, places, "samples", ct);
            await foreach (var (read, encoding) in ahead.Reader.ReadAllAsync(ct))
            {
                var encoded = await encoding;
                await StoreAsync(work.Set, encoded, ct);
                tally.Add(read, encoded);
                await run.ProgressAsync(new EmbeddingStage(), read.Done, places, "samples", ct);
            }
        }
        finally
        {
            // The model is disposed after this, so no encoding may still be running.
            await stop.CancelAsync();
            await reading;
            while (ahead.Reader.TryRead(out var left))
                await left.Encoding.ContinueWith(
                    _ => { },
                    CancellationToken.None,
                    TaskContinuationOptions.None,
                    TaskScheduler.Default
                );
        }
    }

    private sealed record Batch(EmbedBatch Read, Task<IReadOnlyList<EncodedItem>> Encoding);

    private async Task<ChannelPlan?> ChannelsAsync(EmbedWork work, Network network, CancellationToken ct)
    {
        if (work.Set.Modality != Modality.Sensor)
            return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        var plan = await ChannelPlan.OfAsync(db, work.Version.Id, ct);
        if (network.Spec.Series is { Channels: null } any && plan.Names.Count > any.ChannelCount)
            throw new RunRefusedException(
                new TooManyChannelsForEncoder(plan.Names, work.Encoder.Name, any.ChannelCount)
            );
        return plan;
    }

    /// <summary>
    /// Reads batches and starts to encode them: the next batch is read and decoded while the current one is computed. An
    /// exception completes the channel, and its reader rethrows it.
    /// </summary>
    private static async Task ReadAheadAsync(
        EmbedSource source,
        Network network,
        ChannelWriter<Batch> to,
        CancellationToken ct
    )
    {
        try
        {
            await foreach (var batch in source.ReadAsync(ct))
            {
                var encoding = Task.Run(() => EncodeBatch.RunAsync(network, batch.Items, ct), CancellationToken.None);
                if (!to.TryWrite(new(batch, encoding)) && !await WriteAsync(to, new(batch, encoding), ct))
                    break;
            }
            to.TryComplete(ct.IsCancellationRequested ? new OperationCanceledException(ct) : null);
        }
        catch (Exception ended)
        {
            to.TryComplete(ended);
        }
    }

    /// <summary>Waits for room in the channel; on cancellation waits for the encoding to end and returns false.</summary>
    private static async Task<bool> WriteAsync(ChannelWriter<Batch> to, Batch batch, CancellationToken ct)
    {
        try
        {
            await to.WriteAsync(batch, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            await batch.Encoding.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );
            return false;
        }
    }

    /// <summary>Stores a batch in one transaction. Samples that were erased in the meantime get no vector.</summary>
    private async Task StoreAsync(EmbeddingSet set, IReadOnlyList<EncodedItem> encoded, CancellationToken ct)
    {
        var fresh = encoded.Where(e => e is { Fresh: true, Vector: not null }).ToList();
        if (fresh.Count == 0)
            return;
        var ids = fresh.Select(e => e.Item.SampleId).ToArray();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Concurrent sets of the same encoder can contain the same samples, so their writes are serialised.
        await db.LockAsync($"encoder/{set.EncoderId}", ct);
        var there = (
            await db
                .Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM samples WHERE id = ANY ({ids}) FOR KEY SHARE")
                .ToListAsync(ct)
        ).ToHashSet();
        await db.Set<Embedding>()
            .Where(e => e.EncoderId == set.EncoderId && ids.Contains(e.SampleId))
            .ExecuteDeleteAsync(ct);
        await db.CopyAsync(
            fresh
                .Where(e => there.Contains(e.Item.SampleId))
                .Select(e => new Embedding
                {
                    EncoderId = set.EncoderId,
                    SampleId = e.Item.SampleId,
                    SetId = set.Id,
                    InputDigest = e.Item.InputDigest,
                    Vector = e.Vector!,
                }),
            ct
        );
        await transaction.CommitAsync(ct);
    }

    private async Task FinishAsync(
        EmbedWork work,
        Network network,
        EmbedTally tally,
        DateTimeOffset startedAt,
        RunContext run,
        CancellationToken ct
    )
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var set = await db.Set<EmbeddingSet>().SingleAsync(s => s.Id == work.Set.Id, ct);
        set.Provider = network.ProviderUsed;
        set.FallbackMessage = network.FallbackReason?.Found();
        set.CodeVersion = CodeVersion.Current;
        set.Places = work.Version.SampleCount;
        (set.Embedded, set.Reused, set.Absent, set.Failed) = (
            tally.Embedded.Count,
            tally.Reused,
            tally.Absent,
            tally.Failed
        );
        set.Excluded = tally.Excluded;
        set.Digest = tally.Digest();
        var step = provenance.Record(
            db,
            work.Actor,
            "embed",
            new
            {
                encoder = work.Encoder.Name,
                encoderDigest = work.Encoder.Digest,
                purpose = work.Purpose,
                provider = set.Provider,
                set.Embedded,
                set.Reused,
                set.Absent,
                set.Failed,
                set.Excluded,
            },
            startedAt,
            run.RunId
        );
        ProvenanceGraph.Derive(
            db,
            step,
            ThingKey.EmbeddingSet(set.Id),
            set.Digest,
            ThingKey.Encoder(work.Encoder.Id),
            work.Encoder.Digest
        );
        ledger.Append(
            db,
            work.Actor,
            "embedding.finished",
            set.Id,
            new
            {
                version = set.VersionId,
                purpose = set.PurposeId,
                set.EncoderDigest,
                set.Provider,
                set.Embedded,
                set.Reused,
                set.Absent,
                set.Failed,
                set.Excluded,
                set.Digest,
            }
        );
        await db.SaveChangesAsync(ct);
        // Without the digest of the input: after an erasure nothing may reveal what the sample contained.
        await run.StageAsync(
            new WritingEmbeddings(),
            tally.Embedded.Count,
            "samples",
            told =>
                ProvenanceGraph.CopyAsync(
                    db,
                    told.Of(tally.Embedded)
                        .Select(id =>
                            ProvenanceGraph.Derive(
                                step,
                                ThingKey.EmbeddingSet(set.Id),
                                set.Digest,
                                ThingKey.Sample(id),
                                null
                            )
                        ),
                    ct
                ),
            ct
        );
        // Last, so that it is the time at which the set was complete.
        var finishedAt = time.GetUtcNow();
        await db.Set<EmbeddingSet>()
            .Where(s => s.Id == set.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.FinishedAt, finishedAt), ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The set of a run with the rows that it refers to.</summary>
internal sealed record EmbedWork(
    EmbeddingSet Set,
    Encoder Encoder,
    DatasetVersion Version,
    string Purpose,
    Actor Actor
);
