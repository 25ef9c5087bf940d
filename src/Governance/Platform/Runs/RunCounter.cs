namespace Governance.Platform.Runs;

/// <summary>What a loop has done of its stage. Every step notices a cancellation, so a loop that counts can be stopped.</summary>
public sealed class RunCounter(CancellationToken ct)
{
    private long _done;

    public CancellationToken Token { get; } = ct;

    public long Done => Volatile.Read(ref _done);

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
