using System.Threading.RateLimiting;

namespace Governance.Web.Access;

/// <summary>Limits sign-in attempts per minute: 30 from one address (an office may share one), 10 for one account.</summary>
internal sealed class SignInLimits : IDisposable
{
    public const int PerAddress = 30;
    public const int PerAccount = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _addresses = Limiter(PerAddress);
    private readonly PartitionedRateLimiter<string> _accounts = Limiter(PerAccount);

    /// <returns>How long to wait before the next attempt; null when this one is allowed.</returns>
    public TimeSpan? Take(string address, string account)
    {
        using var fromAddress = _addresses.AttemptAcquire(address);
        if (!fromAddress.IsAcquired)
            return WaitOf(fromAddress);
        using var forAccount = _accounts.AttemptAcquire(account.Trim().ToUpperInvariant());
        return forAccount.IsAcquired ? null : WaitOf(forAccount);
    }

    private static TimeSpan WaitOf(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : Window;

    private static PartitionedRateLimiter<string> Limiter(int permits) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new()
                {
                    PermitLimit = permits,
                    Window = Window,
                    SegmentsPerWindow = 6,
                    QueueLimit = 0,
                }));

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
    }
}
