using Governance.Platform;

namespace Governance.Models;

public static class ModelsPolicies
{
    public const string Read = "models.read";
    public const string Predict = "models.predict";
    public const string Train = "models.train";
    public const string Promote = "models.promote";
    public const string Approve = "models.approve";
    public const string RollBack = "models.roll-back";

    /// <summary>Who proposes is never who approves: the door refuses it, and so does the database.</summary>
    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see models, their versions and what they learned from",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Predict, "ask a model for a prediction", Roles.Steward, Roles.Compliance, Roles.Ethics),
        new(Train, "train model versions", Roles.Steward),
        new(Promote, "propose promotions", Roles.Compliance, Roles.Steward),
        new(Approve, "approve promotions that another person proposed", Roles.Compliance, Roles.Administrator),
        new(RollBack, "roll an alias back", Roles.Compliance, Roles.Administrator),
    ];
}
