using System.Runtime.CompilerServices;

namespace Governance.Inference.Encoders;

/// <summary>Runs work on the thread pool, at most <paramref name="most"/> pieces at once, in the order of the callers.</summary>
internal sealed class Slots(int most) : IDisposable
{
    private readonly SemaphoreSlim _free = new(most);

    public int Most => most;

    /// <summary>Waits for a free slot, then starts the work.</summary>
    /// <param name="begun">The caller's running work; it waits for <see cref="End"/> before the slots are disposed.</param>
    public async Task<Task<T>> BeginAsync<T>(Func<T> work, List<Task> begun, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel);
        var running = Task.Run(
            () =>
            {
                try
                {
                    return work();
                }
                finally
                {
                    _free.Release();
                }
            },
            CancellationToken.None
        );
        begun.RemoveAll(t => t.IsCompleted);
        begun.Add(running);
        return running;
    }

    /// <summary>Waits until all work has ended; exceptions are left to those who await the results.</summary>
    public static ConfiguredTaskAwaitable End(List<Task> begun) =>
        Task.WhenAll(begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => _free.Dispose();
}
