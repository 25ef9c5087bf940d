using Microsoft.EntityFrameworkCore;

namespace Governance.Platform.Runs;

/// <summary>Writes the progress (at most twice a second) and the refusals of a running job to its row.</summary>
public sealed class RunContext(Guid runId, Guid targetId, IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMilliseconds(500);
    private long _lastWrite;
    private Message? _stage;
    private DateTimeOffset _stageStartedAt;
    private long _stageFrom;

    /// <summary>The run that executes.</summary>
    public Guid RunId { get; } = runId;

    /// <summary>The row that the work is about.</summary>
    public Guid TargetId { get; } = targetId;

    /// <summary>
    /// Reports the progress, and throws when the run is to stop. The row is written at most twice a second, and always when a
    /// stage begins or ends. Another message begins another stage, with a rate and a time left of its own.
    /// </summary>
    /// <param name="total">Items of this stage; 0 when that is unknown.</param>
    /// <param name="unit">What is counted, in the plural.</param>
    /// <param name="detail">Shown after the stage's name.</param>
    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public async Task ProgressAsync(
        Message stage,
        long done,
        long total,
        string unit,
        CancellationToken ct,
        string? detail = null
    )
    {
        ct.ThrowIfCancellationRequested();
        var begins = stage != _stage;
        if (!begins && !(total > 0 && done >= total) && time.GetElapsedTime(_lastWrite) < WriteEvery)
            return;
        _lastWrite = time.GetTimestamp();
        if (begins)
            (_stage, _stageStartedAt, _stageFrom) = (stage, time.GetUtcNow(), done);
        var shown = detail is null ? stage : new StageWithDetail(stage, detail);
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Set<Run>()
            .Where(r => r.Id == RunId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.StageMessage, shown)
                        .SetProperty(r => r.Done, done)
                        .SetProperty(r => r.Total, total)
                        .SetProperty(r => r.Unit, unit)
                        .SetProperty(r => r.StageStartedAt, _stageStartedAt)
                        .SetProperty(r => r.StageFrom, _stageFrom),
                ct
            );
        await RunFeed.AnnounceAsync(db, RunId, ct);
    }

    /// <summary>Runs a stage that counts its own items, and reports the count until it ends.</summary>
    public async Task<T> StageAsync<T>(
        Message stage,
        long total,
        string unit,
        Func<RunCounter, Task<T>> work,
        CancellationToken ct
    )
    {
        await ProgressAsync(stage, 0, total, unit, ct);
        var counter = new RunCounter(ct);
        var working = Task.Run(() => work(counter), ct);
        try
        {
            while (await Task.WhenAny(working, Task.Delay(WriteEvery, time, CancellationToken.None)) != working)
                await ProgressAsync(stage, counter.Done, total, unit, ct);
        }
        catch
        {
            // The work notices a cancellation itself. Wait for it, so that nothing continues after the run.
            await Task.WhenAny(working);
            throw;
        }
        var made = await working;
        await ProgressAsync(stage, counter.Done, total, unit, ct);
        return made;
    }

    /// <inheritdoc cref="StageAsync{T}(Message, long, string, Func{RunCounter, Task{T}}, CancellationToken)"/>
    public Task<T> StageAsync<T>(
        Message stage,
        long total,
        string unit,
        Func<RunCounter, T> work,
        CancellationToken ct
    ) => StageAsync(stage, total, unit, counter => Task.FromResult(work(counter)), ct);

    /// <summary>Replaces the refusals of an earlier attempt, so that nothing is listed twice.</summary>
    public async Task ReplaceRefusalsAsync(IEnumerable<RunRefusal> refusals, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Set<RunRefusal>().Where(r => r.RunId == RunId).ExecuteDeleteAsync(ct);
        db.Set<RunRefusal>().AddRange(refusals);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
