namespace Governance.Platform.Runs;

/// <summary>Counts the items of a stage. Every step throws when the run is to stop, so a loop that counts can be cancelled.</summary>
public sealed class RunCounter(CancellationToken ct)
{
    private long _done;

    /// <summary>Cancelled when the run is to stop.</summary>
    public CancellationToken Token { get; } = ct;

    /// <summary>Items that were counted; read from any thread.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Counts items that are done.</summary>
    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public void Step(long by = 1)
    {
        Token.ThrowIfCancellationRequested();
        Interlocked.Add(ref _done, by);
    }

    /// <summary>The same items, each counted as it is taken.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            Step();
            yield return item;
        }
    }
}
