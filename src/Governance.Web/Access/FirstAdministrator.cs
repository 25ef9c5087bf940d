using Governance.Access;
using Governance.Platform;

namespace Governance.Web.Access;

/// <summary>
/// Creates the first administrator from <c>Governance:Administrator:Email</c> and <c>Governance:Administrator:Password</c>
/// while no administrator can sign in.
/// </summary>
internal sealed class FirstAdministrator(IConfiguration configuration, Users users)
{
    public const string EmailSetting = "Governance:Administrator:Email";
    public const string PasswordSetting = "Governance:Administrator:Password";

    /// <returns>A message for whoever starts the host; null when an administrator exists or was created.</returns>
    public async Task<string?> EnsureAsync(CancellationToken ct)
    {
        if (await users.HasAdministratorAsync(ct))
            return null;
        var (email, password) = (configuration[EmailSetting], configuration[PasswordSetting]);
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password))
        {
            return "There is no administrator who can sign in. Set Governance__Administrator__Email and "
                + "Governance__Administrator__Password and restart the host; the password can be changed after the first sign-in.";
        }
        var created = await users.CreateAsync(
            email,
            "Administrator",
            password,
            [Roles.Administrator],
            Actor.Portal,
            ct
        );
        return created.Refusal is { } refusal
            ? $"The first administrator was not created. {refusal.What} {refusal.Remedy}"
            : null;
    }
}
