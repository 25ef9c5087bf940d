using System.Threading.Channels;

namespace Governance.Inference.Serving;

/// <summary>
/// Collects single requests of many callers into batches for one model. A caller that cancels does not affect the others, a
/// failed batch fails only its own callers, and disposal answers all waiting requests and refuses new ones.
/// </summary>
/// <remarks>
/// Requests start in the order of their arrival, at once when the model is free, without a delay to collect more. Requests that
/// arrive while a batch is computed form the next one, so the batch size follows the load, from one to the most allowed. A
/// delay slows every answer at low load and leaves the model idle at high load.
/// </remarks>
public sealed class DynamicBatcher<TIn, TOut> : IAsyncDisposable
{
    private readonly Channel<Request> _queue;
    private readonly Func<IReadOnlyList<TIn>, CancellationToken, ValueTask<IReadOnlyList<TOut>>> _compute;
    private readonly BatcherOptions _options;
    private readonly SemaphoreSlim _free;
    private readonly Task _loop;
    private int _disposed;

    /// <summary>Starts a batcher.</summary>
    /// <param name="compute">Computes a batch: one result for each input, in order.</param>
    public DynamicBatcher(
        Func<IReadOnlyList<TIn>, CancellationToken, ValueTask<IReadOnlyList<TOut>>> compute,
        BatcherOptions? options = null
    )
    {
        (_compute, _options) = (compute, options ?? new());
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxQueue, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.Parallel, 1);
        _queue = Channel.CreateBounded<Request>(new BoundedChannelOptions(_options.MaxQueue) { SingleReader = true });
        _free = new(_options.Parallel);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Number of waiting requests.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Queues a request and returns its result.</summary>
    /// <exception cref="QueueFullException">Too many requests wait.</exception>
    /// <exception cref="ObjectDisposedException">The batcher is disposed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TOut> RunAsync(TIn input, CancellationToken cancel = default)
    {
        if (cancel.IsCancellationRequested)
            return Task.FromCanceled<TOut>(cancel);
        var request = new Request(input, cancel);
        if (_queue.Writer.TryWrite(request))
            return request.Task;
        request.Leave();
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        throw new QueueFullException(_options.MaxQueue);
    }

    /// <summary>Takes a batch only when it can start, so that it can grow until then.</summary>
    private async Task LoopAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            await _free.WaitAsync();
            if (Take() is { Count: > 0 } batch)
                _ = Task.Run(() => AnswerAsync(batch));
            else
                _free.Release();
        }
        for (var i = 0; i < _options.Parallel; i++)
            await _free.WaitAsync();
    }

    /// <summary>Takes a batch from the queue, without cancelled requests.</summary>
    private List<Request> Take()
    {
        var batch = new List<Request>(Math.Min(_options.MaxBatch, _queue.Reader.Count));
        while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var request))
        {
            if (!request.Task.IsCompleted)
                batch.Add(request);
        }
        return batch;
    }

    private async Task AnswerAsync(List<Request> batch)
    {
        try
        {
            var answers = await _compute(batch.ConvertAll(r => r.Input), CancellationToken.None);
            if (answers.Count != batch.Count)
                throw new InvalidOperationException($"{answers.Count} answers came for {batch.Count} requests.");
            for (var i = 0; i < batch.Count; i++)
                batch[i].Answer(answers[i]);
        }
        catch (Exception e)
        {
            foreach (var request in batch)
                request.Fail(e);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _queue.Writer.Complete();
        await _loop;
    }

    /// <summary>Runs continuations asynchronously, so that a caller's code does not delay the next batch.</summary>
    private sealed class Request : TaskCompletionSource<TOut>
    {
        private readonly CancellationTokenRegistration _givesUp;

        public Request(TIn input, CancellationToken cancel)
            : base(TaskCreationOptions.RunContinuationsAsynchronously)
        {
            Input = input;
            _givesUp = cancel.UnsafeRegister(
                static (request, token) => ((Request)request!).TrySetCanceled(token),
                this
            );
        }

        public TIn Input { get; }

        public void Answer(TOut answer)
        {
            Leave();
            TrySetResult(answer);
        }

        public void Fail(Exception why)
        {
            Leave();
            TrySetException(why);
        }

        /// <summary>Stops observing the caller's cancellation.</summary>
        public void Leave() => _givesUp.Unregister();
    }
}
