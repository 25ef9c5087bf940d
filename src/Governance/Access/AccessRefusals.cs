using Governance.Platform;

namespace Governance.Access;

[RefusalCode("user-not-found")]
public sealed record UserNotFound(string Key) : Refusal($"Nobody here is called “{Key}”.", "Look at the list of users.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

[RefusalCode("email-taken")]
public sealed record EmailTaken(string Email)
    : Refusal($"Somebody already signs in as {Email}.", "Give that person the roles instead, or use another address.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("email-invalid")]
public sealed record EmailInvalid(string Email)
    : Refusal($"“{Email}” is not a valid e-mail address.", "Write it as name@example.org.");

[RefusalCode("display-name-invalid")]
public sealed record DisplayNameInvalid()
    : Refusal("A display name has 1 to 120 characters.", "Write the name that others will read.");

[RefusalCode("role-unknown")]
public sealed record RoleUnknown(string Role)
    : Refusal($"There is no role “{Role}”.", $"The roles are: {string.Join(", ", Roles.All)}.");

[RefusalCode("password-too-weak")]
public sealed record PasswordTooWeak(string Why) : Refusal("This password is too weak.", Why);

[RefusalCode("password-wrong")]
public sealed record PasswordWrong()
    : Refusal("The present password is wrong.", "Type it again, or ask an administrator to set a new one.");

[RefusalCode("last-administrator")]
public sealed record LastAdministrator()
    : Refusal("This is the last administrator who can sign in.", "Give somebody else the role first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("token-not-found")]
public sealed record TokenNotFound(string Id) : Refusal($"There is no token “{Id}”.", "Check the list of tokens.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

[RefusalCode("token-name-invalid")]
public sealed record TokenNameInvalid()
    : Refusal("A token's name has 1 to 120 characters.", "Say what the token is for.");

[RefusalCode("token-expiry-invalid")]
public sealed record TokenExpiryInvalid()
    : Refusal("A token lives at least a minute and at most 366 days.", "Choose an expiry in that span.");

[RefusalCode("token-scopes-missing")]
public sealed record TokenScopesMissing()
    : Refusal("A token needs at least one scope.", "Name permissions, or “*” for everything that you may do.");

[RefusalCode("token-scope-not-yours")]
public sealed record TokenScopeNotYours(string Scope)
    : Refusal(
        $"You cannot give a token the scope “{Scope}”: you do not hold it here.",
        "Choose among your own permissions."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}
