using Governance.Platform;

namespace Governance.Ethics;

public static class EthicsPolicies
{
    public const string Read = "ethics.read";
    public const string Submit = "ethics.submit";
    public const string Vote = "ethics.vote";
    public const string Conduct = "ethics.conduct";
    public const string Members = "ethics.members";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see ethics reviews and who sits on the board",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Submit, "put a review to the ethics board", Roles.Steward, Roles.Compliance),
        // A seat on the board decides; the permission only opens the door to it.
        new(
            Vote,
            "take part in the ethics board's meetings, with a seat on it",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(
            Conduct,
            "conduct the ethics board's meetings: attendance, conditions, opening and closing a vote",
            Roles.Ethics
        ),
        new(Members, "appoint members of the ethics board", Roles.Administrator),
    ];
}
