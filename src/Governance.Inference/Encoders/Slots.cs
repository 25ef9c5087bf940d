using System.Runtime.CompilerServices;

namespace Governance.Inference.Encoders;

/// <summary>Work on the thread pool, at most so many pieces at once; who waits longest begins first.</summary>
internal sealed class Slots(int most) : IDisposable
{
    private readonly SemaphoreSlim _free = new(most);

    public int Most => most;

    /// <summary>Waits for a free slot, then begins.</summary>
    /// <param name="begun">What the caller has on its way; it waits for <see cref="End"/> before the slots are disposed.</param>
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

    /// <summary>Whoever wants a piece's result meets its fault there; here only its end counts.</summary>
    public static ConfiguredTaskAwaitable End(List<Task> begun) =>
        Task.WhenAll(begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => _free.Dispose();
}
