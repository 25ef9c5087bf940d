namespace Governance.Tests.Platform;

/// <summary>
/// A clock that cancels a job when it is read for the first time after something has happened; see <see cref="StopAfter"/>.
/// </summary>
internal sealed class StopOnce(Func<bool> cameAbout) : TimeProvider, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Token => _stop.Token;

    public override long GetTimestamp()
    {
        if (!_stop.IsCancellationRequested && cameAbout())
            _stop.Cancel();
        return base.GetTimestamp();
    }

    public void Dispose() => _stop.Dispose();
}
