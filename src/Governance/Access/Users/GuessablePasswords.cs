using Microsoft.AspNetCore.Identity;
using Estimate = Zxcvbn.Zxcvbn;

namespace Governance.Access;

/// <summary>
/// Refuses passwords that are guessed early: common ones, keyboard rows, dates, and words made of the person's own name and
/// address or of the portal's name (NIST SP 800-63B §5.1.1.2, blocklist). Asked wherever Identity sets a password.
/// </summary>
internal sealed class GuessablePasswords : IPasswordValidator<User>
{
    public const string Code = "PasswordGuessable";

    /// <summary>Of zxcvbn's scores 0 to 4: withstands 10⁶ seconds of guessing at 10⁴ guesses a second.</summary>
    private const int ScoreWanted = 3;

    /// <summary>The estimate grows with the square of the length, and what is hard to guess does not become easier by more.</summary>
    private const int Longest = 72;

    private static readonly string[] Portal = ["governance", "portal", "sample", "administrator"];
    private static readonly char[] Separators = ['@', '.', '-', '_', '+', ' ', '\''];

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(
            IsGuessable(password ?? "", [user.Email, user.UserName, user.DisplayName])
                ? IdentityResult.Failed(new IdentityError { Code = Code })
                : IdentityResult.Success
        );

    /// <param name="personal">Texts about the person; their parts count as known to whoever guesses.</param>
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
