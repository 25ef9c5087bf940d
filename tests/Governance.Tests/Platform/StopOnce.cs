namespace Governance.Tests.Platform;

/// <summary>
/// A clock that asks work to stop at its first look at the time after something has come about; see <see cref="StopAfter"/>.
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
