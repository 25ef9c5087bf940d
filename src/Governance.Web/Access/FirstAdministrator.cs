using Governance.Access;
using Governance.Platform;

namespace Governance.Web.Access;

/// <summary>
/// Somebody must be able to sign in at a fresh installation: <c>Governance:Administrator:Email</c> and
/// <c>Governance:Administrator:Password</c> create the first administrator, once.
/// </summary>
internal sealed class FirstAdministrator(IConfiguration configuration, Users users)
{
    public const string EmailSetting = "Governance:Administrator:Email";
    public const string PasswordSetting = "Governance:Administrator:Password";

    /// <returns>What to tell the person who started the host, or null when somebody can administer.</returns>
    public async Task<string?> EnsureAsync(CancellationToken ct)
    {
        if (await users.HasAdministratorAsync(ct))
            return null;
        var (email, password) = (configuration[EmailSetting], configuration[PasswordSetting]);
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password))
        {
            return "Nobody can administer this installation yet. Set Governance__Administrator__Email and "
                + "Governance__Administrator__Password and start again; the password can be changed after the first sign-in.";
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
