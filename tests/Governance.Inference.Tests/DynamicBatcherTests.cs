using System.Threading.Channels;
using Governance.Inference.Serving;

namespace Governance.Inference.Tests;

public sealed class DynamicBatcherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A model that doubles its input, keeps each batch until it is released, and records its inputs.</summary>
    private sealed class Doubler
    {
        private readonly Channel<bool> _go = Channel.CreateUnbounded<bool>(),
            _entered = Channel.CreateUnbounded<bool>();
        public List<int[]> Batches { get; } = [];
        public bool Held { get; init; }

        public void Release(int batches)
        {
            for (var i = 0; i < batches; i++)
                _go.Writer.TryWrite(true);
        }

        public ValueTask<bool> EnteredAsync() => _entered.Reader.ReadAsync(Cancel);

        public async ValueTask<IReadOnlyList<int>> ComputeAsync(IReadOnlyList<int> inputs, CancellationToken cancel)
        {
            lock (Batches)
                Batches.Add([.. inputs]);
            _entered.Writer.TryWrite(true);
            if (Held)
                await _go.Reader.ReadAsync(cancel);
            if (inputs.Contains(13))
                throw new InvalidDataException("13");
            return [.. inputs.Select(i => 2 * i)];
        }
    }

    [Fact]
    public async Task Each_caller_gets_its_own_answer()
    {
        var model = new Doubler();
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 16));
        var asked = Enumerable
            .Range(100, 1000)
            .Select(i => (i, Task.Run(() => batcher.RunAsync(i, Cancel), Cancel)))
            .ToList();
        foreach (var (i, answer) in asked)
            Assert.Equal(2 * i, await answer);
        Assert.All(model.Batches, b => Assert.InRange(b.Length, 1, 16));
        Assert.Equal(1000, model.Batches.Sum(b => b.Length));
    }

    [Fact]
    public async Task The_first_starts_at_once_and_later_requests_form_the_next_batches()
    {
        var model = new Doubler { Held = true };
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 16));
        var answers = new List<Task<int>> { batcher.RunAsync(0, Cancel) };
        await model.EnteredAsync();
        answers.AddRange(Enumerable.Range(101, 40).Select(i => batcher.RunAsync(i, Cancel)));
        model.Release(4);
        await Task.WhenAll(answers);
        Assert.Equal([1, 16, 16, 8], model.Batches.Select(b => b.Length));
    }

    [Fact]
    public async Task As_many_batches_are_computed_at_the_same_time_as_allowed_and_no_more()
    {
        var model = new Doubler { Held = true };
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 1, Parallel: 2));
        var answers = Enumerable.Range(0, 4).Select(i => batcher.RunAsync(i, Cancel)).ToList();
        await model.EnteredAsync();
        await model.EnteredAsync();
        Assert.Equal(2, batcher.Waiting);
        model.Release(4);
        Assert.Equal(new[] { 0, 2, 4, 6 }, await Task.WhenAll(answers));
    }

    [Fact]
    public async Task Requests_are_computed_in_the_order_of_arrival()
    {
        var model = new Doubler { Held = true };
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 4));
        var answers = Enumerable.Range(0, 10).Select(i => batcher.RunAsync(i, Cancel)).ToList();
        model.Release(10);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 2 * i), await Task.WhenAll(answers));
        Assert.Equal(Enumerable.Range(0, 10), model.Batches.SelectMany(b => b));
    }

    [Fact]
    public async Task A_cancelled_request_does_not_affect_others_and_is_not_computed()
    {
        var model = new Doubler { Held = true };
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 1));
        var first = batcher.RunAsync(1, Cancel);
        await model.EnteredAsync();
        using var stop = new CancellationTokenSource();
        var given = batcher.RunAsync(2, stop.Token);
        var third = batcher.RunAsync(3, Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        model.Release(3);
        Assert.Equal((2, 6), (await first, await third));
        Assert.DoesNotContain(model.Batches, b => b.Contains(2));
    }

    [Fact]
    public async Task A_fault_reaches_its_own_batch_only()
    {
        var model = new Doubler { Held = true };
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 2));
        var first = batcher.RunAsync(0, Cancel);
        await model.EnteredAsync();
        int[] inputs = [1, 2, 12, 13, 3, 4];
        var answers = inputs.Select(i => batcher.RunAsync(i, Cancel)).ToList();
        model.Release(4);
        Assert.Equal(
            (0, 2, 4, 6, 8),
            (await first, await answers[0], await answers[1], await answers[4], await answers[5])
        );
        foreach (var failed in answers[2..4])
            await Assert.ThrowsAsync<InvalidDataException>(() => failed);
    }

    [Fact]
    public async Task A_model_that_answers_too_few_fails_its_batch()
    {
        await using var batcher = new DynamicBatcher<int, int>((_, _) => ValueTask.FromResult<IReadOnlyList<int>>([]));
        await Assert.ThrowsAsync<InvalidOperationException>(() => batcher.RunAsync(1, Cancel));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        var model = new Doubler { Held = true };
        await using var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 1, MaxQueue: 3));
        var running = batcher.RunAsync(1, Cancel);
        await model.EnteredAsync();
        var waiting = Enumerable.Range(2, 3).Select(i => batcher.RunAsync(i, Cancel)).ToList();
        Assert.Equal(3, (await Assert.ThrowsAsync<QueueFullException>(() => batcher.RunAsync(9, Cancel))).Waiting);
        model.Release(4);
        Assert.Equal(2, await running);
        Assert.Equal(new[] { 4, 6, 8 }, await Task.WhenAll(waiting));
    }

    [Fact]
    public async Task Disposal_answers_waiting_requests_and_refuses_new_ones()
    {
        var model = new Doubler { Held = true };
        var batcher = new DynamicBatcher<int, int>(model.ComputeAsync, new(MaxBatch: 2));
        var answers = Enumerable.Range(0, 5).Select(i => batcher.RunAsync(i, Cancel)).ToList();
        var gone = batcher.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => batcher.RunAsync(6, Cancel));
        model.Release(5);
        await gone;
        Assert.Equal(new[] { 0, 2, 4, 6, 8 }, await Task.WhenAll(answers));
    }
}
