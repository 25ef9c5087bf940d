using System.Threading.Channels;

namespace Governance.Inference.Serving;

/// <summary>How requests are gathered.</summary>
/// <param name="MaxBatch">Most requests computed at once.</param>
/// <param name="MaxDelay">How long the first of a batch waits for company; 2 to 5 ms suit a web host.</param>
/// <param name="MaxQueue">Most requests that wait; one more is refused at once, so that a flood is felt where it comes from.</param>
public sealed record BatcherOptions(int MaxBatch = 64, TimeSpan MaxDelay = default, int MaxQueue = 1024)
{
    public TimeSpan MaxDelay { get; init; } = MaxDelay == default ? TimeSpan.FromMilliseconds(3) : MaxDelay;
}

/// <summary>More requests wait than the model can answer; try again after a moment.</summary>
public sealed class QueueFullException(int waiting) : Exception($"{waiting} requests are waiting for this model already.")
{
    public int Waiting { get; } = waiting;
}

/// <summary>
/// Gathers single requests of many callers into batches for one model. A caller that gives up harms no other; a batch
/// that fails fails its own callers only; disposing answers everybody who waits already and refuses new ones.
/// </summary>
/// <remarks>Requests are answered in the order of their coming. One batch is computed at a time.</remarks>
public sealed class DynamicBatcher<TIn, TOut> : IAsyncDisposable
{
    private readonly Channel<Request> _queue;
    private readonly Func<IReadOnlyList<TIn>, CancellationToken, ValueTask<IReadOnlyList<TOut>>> _compute;
    private readonly BatcherOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _loop;
    private int _disposed;

    /// <param name="compute">Answers a batch: as many results as inputs, in their order.</param>
    public DynamicBatcher(
        Func<IReadOnlyList<TIn>, CancellationToken, ValueTask<IReadOnlyList<TOut>>> compute, BatcherOptions? options = null, TimeProvider? time = null)
    {
        (_compute, _options, _time) = (compute, options ?? new(), time ?? TimeProvider.System);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxQueue, 1);
        _queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(_options.MaxQueue) { SingleReader = true });
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Requests that wait at this moment.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <exception cref="QueueFullException">Too many wait.</exception>
    /// <exception cref="ObjectDisposedException">The model is being taken away.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<TOut> RunAsync(TIn input, CancellationToken cancel = default)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<TOut>(cancel);
        var request = new Request(input, cancel);
        if (_queue.Writer.TryWrite(request)) return request.Answer.Task.WaitAsync(cancel);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        throw new QueueFullException(_options.MaxQueue);
    }

    private async Task LoopAsync()
    {
        var batch = new List<Request>(_options.MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            await GatherAsync(batch);
            if (batch.Count > 0) await AnswerAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>Takes what is there and waits for more until the batch is full or its time is over.</summary>
    private async Task GatherAsync(List<Request> batch)
    {
        if (Take(batch) || batch.Count == 0) return;
        using var patience = new CancellationTokenSource(_options.MaxDelay, _time);
        try
        {
            while (await _queue.Reader.WaitToReadAsync(patience.Token))
            {
                if (Take(batch)) return;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            // Nobody else came in time.
        }
    }

    /// <summary>True when the batch is full. Those who have given up are left out.</summary>
    private bool Take(List<Request> batch)
    {
        while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var request))
        {
            if (!request.Cancel.IsCancellationRequested) batch.Add(request);
        }
        return batch.Count >= _options.MaxBatch;
    }

    private async Task AnswerAsync(List<Request> batch)
    {
        try
        {
            var answers = await _compute([.. batch.Select(r => r.Input)], CancellationToken.None);
            if (answers.Count != batch.Count) throw new InvalidOperationException($"{answers.Count} answers came for {batch.Count} requests.");
            for (var i = 0; i < batch.Count; i++) batch[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception e)
        {
            foreach (var request in batch) request.Answer.TrySetException(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _queue.Writer.Complete();
        await _loop;
    }

    /// <summary>Continuations run elsewhere: a caller's code must not hold up the next batch.</summary>
    private sealed record Request(TIn Input, CancellationToken Cancel)
    {
        public TaskCompletionSource<TOut> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
