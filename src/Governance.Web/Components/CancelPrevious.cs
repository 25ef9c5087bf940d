namespace Governance.Web.Components;

/// <summary>Gives a component the token of its newest request; the next request, or disposal, cancels the previous one.</summary>
internal sealed class CancelPrevious : IDisposable
{
    private CancellationTokenSource? _source;
    private bool _over;

    public CancellationToken Next()
    {
        Stop();
        if (_over)
            return new(canceled: true);
        _source = new();
        return _source.Token;
    }

    private void Stop()
    {
        _source?.Cancel();
        _source?.Dispose();
        _source = null;
    }

    public void Dispose()
    {
        _over = true;
        Stop();
    }
}
