namespace Governance.Web.Components;

/// <summary>
/// Turns a burst of signals into one call at once and one for each interval after it; the last signal always leads to a
/// call. For pages that follow a feed; dispose it with the page.
/// </summary>
internal sealed class Throttle : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _every;
    private readonly TimeProvider _time;
    private readonly Action _act;
    private readonly ITimer _timer;
    private long? _last;
    private bool _waiting;
    private bool _over;

    public Throttle(TimeSpan every, TimeProvider time, Action act)
    {
        (_every, _time, _act) = (every, time, act);
        _timer = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Signal()
    {
        lock (_gate)
        {
            if (_waiting || _over)
                return;
            _waiting = true;
            var left = _last is { } last ? _every - _time.GetElapsedTime(last) : TimeSpan.Zero;
            _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_over)
                return;
            _waiting = false;
            _last = _time.GetTimestamp();
        }
        _act();
    }

    public void Dispose()
    {
        lock (_gate)
            _over = true;
        _timer.Dispose();
    }
}
