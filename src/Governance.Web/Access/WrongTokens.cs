using System.Threading.RateLimiting;

namespace Governance.Web.Access;

/// <summary>
/// Counts wrong tokens by address. From the 31st in a minute on, a wrong token gets 429, but valid tokens from the same address
/// still work, so that nobody behind a shared address can block them. Tokens from such addresses are looked up one at a time on
/// the whole host, so that guessing never costs more than one query at a time.
/// </summary>
internal sealed class WrongTokens : IDisposable
{
    public const int PerMinute = 30;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new()
            {
                PermitLimit = PerMinute,
                Window = Window,
                QueueLimit = 0,
            })
    );

    /// <summary>Waits for a turn if the address sent too many wrong tokens; dispose the result after the look-up.</summary>
    public async Task<IDisposable?> TurnAsync(string address, CancellationToken ct)
    {
        using (var lease = _limiter.AttemptAcquire(address, 0))
            if (lease.IsAcquired)
                return null;
        await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    /// <summary>Counts a wrong token.</summary>
    /// <returns>How long the address has to wait; null while it is below the limit.</returns>
    public TimeSpan? Note(string address)
    {
        using var lease = _limiter.AttemptAcquire(address);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : Window;
    }

    public void Dispose()
    {
        _limiter.Dispose();
        _turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
