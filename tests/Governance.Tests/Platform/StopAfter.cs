namespace Governance.Tests.Platform;

/// <summary>
/// A clock that cancels a job while it works: after it was read so many times, which every job does with each progress that
/// it reports. So a test stops a job at the same step each time.
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
