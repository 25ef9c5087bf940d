using System.Threading.RateLimiting;
using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Access;

public sealed record SignInWrong()
    : Refusal(
        "E-mail address and password do not belong together.",
        "Try again. After five wrong passwords, signing in to this account pauses for ten minutes."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

public sealed record SignInLocked() : Refusal("This account is locked.", "Ask an administrator to unlock it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <param name="Wait">Until a try may succeed.</param>
public sealed record SignInTooOften(TimeSpan Wait)
    : Refusal(
        "Too many tries.",
        $"Wait {(Wait.TotalMinutes > 1 ? $"{Math.Ceiling(Wait.TotalMinutes):0} minutes" : "a minute")} and try again."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>The way in with a password: limited for each address and each account, paused for an account after five wrong tries.</summary>
internal sealed class SignInGate(
    SignInManager<User> signIn,
    UserManager<User> users,
    IPasswordHasher<User> hasher,
    SignInLimits limits,
    AccessRegister register,
    TimeProvider time
)
{
    // Somebody unknown costs the same hashing as somebody known, so that the time does not tell who exists.
    private static readonly User Nobody = new() { DisplayName = "nobody" };
    private static string? s_nobodysHash;

    /// <param name="address">As <see cref="ClientAddress"/> writes it.</param>
    public async Task<Result> EnterAsync(string email, string password, bool stay, string address, CancellationToken ct)
    {
        if (limits.Take(address, email) is { } wait)
            return new SignInTooOften(wait);
        if (TextRule.Check("email", email, 256) is not null || await users.FindByNameAsync(email) is not { } user)
        {
            hasher.VerifyHashedPassword(
                Nobody,
                s_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()),
                password
            );
            return new SignInWrong();
        }
        var outcome = await signIn.PasswordSignInAsync(user, password, stay, lockoutOnFailure: true);
        if (outcome.IsLockedOut)
            return user.IsLocked ? new SignInLocked() : new SignInTooOften(PauseOf(user));
        if (!outcome.Succeeded)
            return new SignInWrong();
        await register.NoteSignInAsync(user.Id, ct);
        return Result.Done;
    }

    private TimeSpan PauseOf(User user) =>
        user.LockoutEnd > time.GetUtcNow() ? user.LockoutEnd.Value - time.GetUtcNow() : AccessModule.PausedFor;
}

/// <summary>Tries in a minute: 30 from one address (an office may share one), 10 for one account from anywhere.</summary>
internal sealed class SignInLimits : IDisposable
{
    public const int PerAddress = 30;
    public const int PerAccount = 10;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _addresses = Limiter(PerAddress);
    private readonly PartitionedRateLimiter<string> _accounts = Limiter(PerAccount);

    /// <returns>How long to wait before the next try; null when this one may be made.</returns>
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
