using System.Threading.RateLimiting;
using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Access;

public sealed record SignInWrong() : Refusal("E-mail address and password do not belong together.", "Try again; after five tries the account is locked for ten minutes.") { public override RefusalKind Kind => RefusalKind.Forbidden; }
public sealed record SignInLocked() : Refusal("This account is locked.", "Wait ten minutes after too many tries, or ask an administrator.") { public override RefusalKind Kind => RefusalKind.Forbidden; }
public sealed record SignInTooOften() : Refusal("Too many tries.", "Wait a minute and try again.") { public override RefusalKind Kind => RefusalKind.Forbidden; }

/// <summary>The way in with a password: limited for each address and each account, locked after five wrong tries.</summary>
internal sealed class SignInGate(SignInManager<User> signIn, UserManager<User> users, IPasswordHasher<User> hasher, SignInLimits limits, AccessRegister register)
{
    // Somebody unknown costs the same hashing as somebody known, so that the time does not tell who exists.
    private static readonly User Nobody = new() { DisplayName = "nobody" };
    private static string? s_nobodysHash;

    public async Task<Result> EnterAsync(string email, string password, bool stay, string? address, CancellationToken ct)
    {
        if (!limits.Take(address, email)) return new SignInTooOften();
        if (await users.FindByNameAsync(email) is not { } user)
        {
            hasher.VerifyHashedPassword(Nobody, s_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), password);
            return new SignInWrong();
        }
        var outcome = await signIn.PasswordSignInAsync(user, password, stay, lockoutOnFailure: true);
        if (outcome.IsLockedOut) return new SignInLocked();
        if (!outcome.Succeeded) return new SignInWrong();
        await register.NoteSignInAsync(user.Id, ct);
        return Result.Done;
    }
}

/// <summary>Tries in a minute: 30 from one address (an office may share one), 10 for one account from anywhere.</summary>
internal sealed class SignInLimits : IDisposable
{
    public const int PerAddress = 30;
    public const int PerAccount = 10;

    private readonly PartitionedRateLimiter<string> _addresses = Limiter(PerAddress);
    private readonly PartitionedRateLimiter<string> _accounts = Limiter(PerAccount);

    public bool Take(string? address, string account)
    {
        using var fromAddress = _addresses.AttemptAcquire(address ?? "local");
        if (!fromAddress.IsAcquired) return false;
        using var forAccount = _accounts.AttemptAcquire(account.Trim().ToUpperInvariant());
        return forAccount.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Limiter(int permits) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 }));

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
    }
}
