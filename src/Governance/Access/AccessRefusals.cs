using Governance.Platform;

namespace Governance.Access;

/// <summary>No user has this id, e-mail address or name.</summary>
[RefusalCode("user-not-found")]
public sealed record UserNotFound(string Key) : Refusal($"There is no user “{Key}”.", "Check the list of users.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>Another user has this e-mail address.</summary>
[RefusalCode("email-taken")]
public sealed record EmailTaken(string Email)
    : Refusal(
        $"There is already a user with the e-mail address “{Email}”.",
        "Change the roles of that user, or use another address."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The text is not an e-mail address.</summary>
[RefusalCode("email-invalid")]
public sealed record EmailInvalid(string Email)
    : Refusal($"“{Email}” is not a valid e-mail address.", "Write it as name@example.org.");

/// <summary>The display name is empty.</summary>
[RefusalCode("display-name-invalid")]
public sealed record DisplayNameInvalid()
    : Refusal("A display name has 1 to 120 characters.", "Enter the name that other users see.");

/// <summary>There is no role of this name.</summary>
[RefusalCode("role-unknown")]
public sealed record RoleUnknown(string Role)
    : Refusal($"There is no role “{Role}”.", $"The roles are: {string.Join(", ", Roles.All)}.");

/// <summary>The password is too short, has too few different characters or is easy to guess.</summary>
[RefusalCode("password-too-weak")]
public sealed record PasswordTooWeak(string Why) : Refusal("This password is too weak.", Why);

/// <summary>The current password does not match.</summary>
[RefusalCode("password-wrong")]
public sealed record PasswordWrong()
    : Refusal("The current password is wrong.", "Enter it again, or ask an administrator to set a new one.");

/// <summary>The change leaves no administrator who can sign in.</summary>
[RefusalCode("last-administrator")]
public sealed record LastAdministrator()
    : Refusal("This is the last administrator who can sign in.", "Give another user the administrator role first.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The user has no token with this id.</summary>
[RefusalCode("token-not-found")]
public sealed record TokenNotFound(string Id) : Refusal($"There is no token “{Id}”.", "Check the list of tokens.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>The name of the token is empty.</summary>
[RefusalCode("token-name-invalid")]
public sealed record TokenNameInvalid()
    : Refusal("A token's name has 1 to 120 characters.", "Enter what the token is for.");

/// <summary>The expiry is too soon or too late.</summary>
[RefusalCode("token-expiry-invalid")]
public sealed record TokenExpiryInvalid()
    : Refusal("A token is valid for at least 1 minute and at most 366 days.", "Choose an expiry within this range.");

/// <summary>The request names no scope.</summary>
[RefusalCode("token-scopes-missing")]
public sealed record TokenScopesMissing()
    : Refusal("A token needs at least one scope.", "Name at least one permission, or “*” for all of your permissions.");

/// <summary>The scope exceeds the permissions of whoever creates the token.</summary>
[RefusalCode("token-scope-not-yours")]
public sealed record TokenScopeNotYours(string Scope)
    : Refusal(
        $"You cannot give a token the scope “{Scope}”: you do not have it yourself.",
        "Choose from your own permissions."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}
