using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Access;

/// <summary>The way in with a password: limited for each address and each account, paused for an account after five wrong tries.</summary>
internal sealed class SignInGate(
    SignInManager<User> signIn,
    UserManager<User> users,
    IPasswordHasher<User> hasher,
    SignInLimits limits,
    Users people,
    TimeProvider time
)
{
    // Somebody unknown costs the same hashing as somebody known, so that the time does not tell who exists.
    private static readonly User Nobody = new() { DisplayName = "nobody" };
    private static string? NobodysHash;

    /// <param name="address">As <see cref="ClientAddress"/> writes it.</param>
    public async Task<Result> EnterAsync(string email, string password, bool stay, string address, CancellationToken ct)
    {
        if (limits.Take(address, email) is { } wait)
            return new SignInTooOften(wait);
        if (TextRule.Check("email", email, 256) is not null || await users.FindByNameAsync(email) is not { } user)
        {
            hasher.VerifyHashedPassword(
                Nobody,
                NobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()),
                password
            );
            return new SignInWrong();
        }
        var outcome = await signIn.PasswordSignInAsync(user, password, stay, lockoutOnFailure: true);
        if (outcome.IsLockedOut)
            return user.IsLocked ? new SignInLocked() : new SignInTooOften(PauseOf(user));
        if (!outcome.Succeeded)
            return new SignInWrong();
        await people.NoteSignInAsync(user.Id, ct);
        return Result.Done;
    }

    private TimeSpan PauseOf(User user) =>
        user.LockoutEnd > time.GetUtcNow() ? user.LockoutEnd.Value - time.GetUtcNow() : AccessModule.PausedFor;
}
