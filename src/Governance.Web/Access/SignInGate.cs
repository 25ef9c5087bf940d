using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;

namespace Governance.Web.Access;

/// <summary>Sign-in with a password: rate-limited by address and by account; an account pauses after five wrong passwords.</summary>
internal sealed class SignInGate(
    SignInManager<User> signIn,
    UserManager<User> users,
    IPasswordHasher<User> hasher,
    SignInLimits limits,
    Users people,
    TimeProvider time
)
{
    // An unknown user costs the same hashing as a known one, so that the response time does not reveal who exists.
    private static readonly User UnknownUser = new() { DisplayName = "nobody" };
    private static string? UnknownUserHash;

    /// <param name="address">As <see cref="ClientAddress"/> writes it.</param>
    public async Task<Result> EnterAsync(string email, string password, bool stay, string address, CancellationToken ct)
    {
        if (limits.Take(address, email) is { } wait)
            return new SignInTooOften(wait);
        if (TextRule.Check("email", email, 256) is not null || await users.FindByNameAsync(email) is not { } user)
        {
            hasher.VerifyHashedPassword(
                UnknownUser,
                UnknownUserHash ??= hasher.HashPassword(UnknownUser, Guid.NewGuid().ToString()),
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
