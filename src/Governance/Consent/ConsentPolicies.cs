using Governance.Platform;

namespace Governance.Consent;

public static class ConsentPolicies
{
    public const string Read = "consent.read";
    public const string Manage = "consent.manage";
    public const string Withdraw = "consent.withdraw";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see subjects, purposes and consent",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Manage, "record consent, subjects and purposes", Roles.Compliance, Roles.Steward),
        new(Withdraw, "carry a withdrawal through to the last copy", Roles.Compliance),
    ];
}
