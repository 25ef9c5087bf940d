namespace Governance.Tests.Platform;

/// <summary>
/// A clock that asks work to stop while it works: after so many looks at the time, which every job takes with each step that it
/// tells. So a test stops a job at the same step each time.
/// </summary>
internal sealed class StopAfter(int looks) : TimeProvider, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _looks;

    public CancellationToken Token => _stop.Token;

    public override long GetTimestamp()
    {
        if (Interlocked.Increment(ref _looks) == looks)
            _stop.Cancel();
        return base.GetTimestamp();
    }

    public void Dispose() => _stop.Dispose();
}
