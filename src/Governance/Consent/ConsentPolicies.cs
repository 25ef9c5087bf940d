using Governance.Platform;

namespace Governance.Consent;

/// <summary>The permissions of Consent and the roles that have them.</summary>
public static class ConsentPolicies
{
    /// <summary>See subjects, purposes, consent records and withdrawals.</summary>
    public const string Read = "consent.read";

    /// <summary>Record consent; add subjects and purposes.</summary>
    public const string Manage = "consent.manage";

    /// <summary>Start a withdrawal, which also erases what no other consent permits.</summary>
    public const string Withdraw = "consent.withdraw";

    /// <summary>Record a new consent of an erased subject, which lifts its tombstone.</summary>
    public const string Readmit = "consent.readmit";

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
        new(Withdraw, "start withdrawals that erase the data of a subject", Roles.Compliance),
        new(Readmit, "record a new consent of a subject whose data was erased", Roles.Compliance),
    ];
}
