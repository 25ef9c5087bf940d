using Microsoft.AspNetCore.Identity;
using Estimate = Zxcvbn.Zxcvbn;

namespace Governance.Access;

/// <summary>
/// Refuses passwords that are easy to guess: common ones, keyboard rows, dates, and words taken from the user's name and
/// address or from the portal's name (NIST SP 800-63B §5.1.1.2, blocklist). Identity calls it whenever a password is set.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<User>
{
    public const string Code = "PasswordGuessable";

    /// <summary>The lowest accepted zxcvbn score, of 0 to 4: at least 10⁸ guesses are needed.</summary>
    private const int ScoreWanted = 3;

    /// <summary>Only this many characters are checked: the time of the estimate grows with the square of the length.</summary>
    private const int Longest = 72;

    private static readonly string[] Portal = ["governance", "portal", "sample", "administrator"];
    private static readonly char[] Separators = ['@', '.', '-', '_', '+', ' ', '\''];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(
            IsGuessable(password ?? "", [user.Email, user.UserName, user.DisplayName])
                ? IdentityResult.Failed(new IdentityError { Code = Code })
                : IdentityResult.Success
        );

    /// <param name="personal">Texts about the user; their parts count as easy to guess.</param>
    public static bool IsGuessable(string password, IEnumerable<string?> personal)
    {
        var known = personal
            .OfType<string>()
            .SelectMany(p => p.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Append(p))
            .Where(p => p.Length > 2)
            .Concat(Portal)
            .Select(p => p.ToLowerInvariant())
            .Distinct();
        return Estimate.MatchPassword(password.Length > Longest ? password[..Longest] : password, known).Score
            < ScoreWanted;
    }
}
