using Governance.Platform;

namespace Governance.Models;

/// <summary>The permissions of models and the roles that have them.</summary>
public static class ModelsPolicies
{
    /// <summary>Read models, versions and aliases.</summary>
    public const string Read = "models.read";

    /// <summary>Ask an alias for predictions.</summary>
    public const string Predict = "models.predict";

    /// <summary>Train model versions.</summary>
    public const string Train = "models.train";

    /// <summary>Propose promotions.</summary>
    public const string Promote = "models.promote";

    /// <summary>Approve promotions that another person proposed.</summary>
    public const string Approve = "models.approve";

    /// <summary>Roll aliases back.</summary>
    public const string RollBack = "models.roll-back";

    /// <summary>Suspend, resume and retire aliases.</summary>
    public const string Suspend = "models.suspend";

    /// <summary>Acknowledge alerts about versions that learned from consent that was lost.</summary>
    public const string Acknowledge = "models.acknowledge";

    /// <summary>
    /// Some roles may both propose and approve, but never the same promotion: the door and the database refuse it.
    /// </summary>
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
        new(Suspend, "suspend, resume and retire aliases", Roles.Compliance),
        new(Acknowledge, "acknowledge alerts about lost consent", Roles.Compliance, Roles.Steward),
    ];
}
