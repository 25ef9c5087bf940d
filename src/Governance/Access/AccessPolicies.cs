using Governance.Platform;

namespace Governance.Access;

/// <summary>The permissions of Access and the roles that have them.</summary>
public static class AccessPolicies
{
    /// <summary>List users with their roles.</summary>
    public const string ReadUsers = "access.read";

    /// <summary>Create users, set roles and passwords, lock accounts, and manage the tokens of others.</summary>
    public const string ManageUsers = "access.manage";

    /// <summary>Create and revoke one's own access tokens.</summary>
    public const string OwnTokens = "access.tokens";

    internal static readonly Permission[] All =
    [
        new(ReadUsers, "see users and their roles", Roles.Administrator, Roles.Auditor),
        new(ManageUsers, "create users, set roles and passwords, lock accounts", Roles.Administrator),
        new(OwnTokens, "create access tokens for your own scripts", Roles.All),
    ];
}
