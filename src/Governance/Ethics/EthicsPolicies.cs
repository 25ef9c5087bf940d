using Governance.Platform;

namespace Governance.Ethics;

/// <summary>The permissions of Ethics and the roles that have them.</summary>
public static class EthicsPolicies
{
    /// <summary>See reviews and board members.</summary>
    public const string Read = "ethics.read";

    /// <summary>Draft, submit and withdraw reviews.</summary>
    public const string Submit = "ethics.submit";

    /// <summary>Attend meetings, declare conflicts and vote; needs a seat on the board as well.</summary>
    public const string Vote = "ethics.vote";

    /// <summary>Conduct meetings: attendance, conditions, opening and closing a vote.</summary>
    public const string Conduct = "ethics.conduct";

    /// <summary>Appoint board members and end seats.</summary>
    public const string Members = "ethics.members";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see ethics reviews and board members",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Submit, "submit reviews to the ethics board", Roles.Steward, Roles.Compliance),
        // A vote needs a seat on the board; every role has the permission, so that anybody can be appointed.
        new(
            Vote,
            "take part in meetings of the ethics board as a member",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(
            Conduct,
            "conduct meetings of the ethics board: attendance, conditions, opening and closing a vote",
            Roles.Ethics
        ),
        new(Members, "appoint members of the ethics board", Roles.Administrator),
    ];
}
