[assembly: AssemblyFixture(typeof(Governance.EndToEnd.SharedPortal))]

namespace Governance.EndToEnd;

/// <summary>One portal for the tests that leave it running; the first caller starts it.</summary>
public sealed class SharedPortal : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private Portal? _portal;

    public async Task<Portal> PortalAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            return _portal ??= await Portal.StartAsync(ct);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
            await _portal.DisposeAsync();
        _starting.Dispose();
    }
}
