using System.Threading.Channels;

namespace Governance.Inference.Serving;

/// <summary>
/// Gathers single requests of many callers into batches for one model. A caller that gives up harms no other; a batch
/// that fails fails its own callers only; disposing answers everybody who waits already and refuses new ones.
/// </summary>
/// <remarks>
/// Requests begin in the order of their coming, at once when the model is free: nobody waits for company on purpose.
/// Those who come while a batch is computed make up the next one, so batches grow with the load by themselves, from one
/// when it is quiet to the most allowed when it is not. A delay would add itself to every quiet answer, and under load
/// to a model that could be computing.
/// </remarks>
public sealed class DynamicBatcher<TIn, TOut> : IAsyncDisposable
{
    private readonly Channel<Request> _queue;
    private readonly Func<IReadOnlyList<TIn>, CancellationToken, ValueTask<IReadOnlyList<TOut>>> _compute;
    private readonly BatcherOptions _options;
    private readonly SemaphoreSlim _free;
    private readonly Task _loop;
    private int _disposed;

    /// <param name="compute">Answers a batch: as many results as inputs, in their order.</param>
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

    /// <summary>Requests that wait at this moment.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <exception cref="QueueFullException">Too many wait.</exception>
    /// <exception cref="ObjectDisposedException">The model is being taken away.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
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

    /// <summary>A batch is taken only when it can begin, so that until then it can grow.</summary>
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

    /// <summary>Those who have given up are left out.</summary>
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

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _queue.Writer.Complete();
        await _loop;
    }

    /// <summary>Continuations run elsewhere: a caller's code must not hold up the next batch.</summary>
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

        /// <summary>Nobody need be told any more when the caller gives up.</summary>
        public void Leave() => _givesUp.Unregister();
    }
}
