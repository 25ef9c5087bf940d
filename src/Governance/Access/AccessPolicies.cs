using Governance.Platform;

namespace Governance.Access;

public static class AccessPolicies
{
    public const string ReadUsers = "access.read";
    public const string ManageUsers = "access.manage";
    public const string OwnTokens = "access.tokens";

    internal static readonly Permission[] All =
    [
        new(ReadUsers, "see who signs in here", Roles.Administrator, Roles.Auditor),
        new(ManageUsers, "add people, give roles, lock accounts", Roles.Administrator),
        new(OwnTokens, "make tokens for one's own scripts", Roles.All),
    ];
}
