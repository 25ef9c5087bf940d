using Governance.Models;
using Governance.Platform;

namespace Governance.Audits;

[RefusalCode("version-not-auditable")]
public sealed record VersionNotAuditable(string Model, int Number, ModelVersionState State)
    : Refusal(
        $"Version {Number} of “{Model}” is {State.ToString().ToLowerInvariant()} and cannot be audited.",
        "Wait until its training has ended, or choose another version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("audit-data-not-sealed")]
public sealed record AuditDataNotSealed(string Name)
    : Refusal(
        $"“{Name}” is not a sealed version, so nobody could say later what was audited.",
        "Choose a sealed dataset version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("nothing-to-audit")]
public sealed record NothingToAudit(string Why)
    : Refusal(
        $"No sample is left to audit on: {Why}.",
        "Look at the consent for the model's purpose, or audit on another version that the model has not learned from."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("audit-labels-missing")]
public sealed record AuditLabelsMissing(string Field)
    : Refusal(
        $"No sample of this version has the label “{Field}” that the model predicts.",
        "Label the version first, or choose one that carries the label."
    );

[RefusalCode("suite-unusable")]
public sealed record SuiteUnusable(string Fault)
    : Refusal($"The thresholds cannot be used: {Fault}", "Mend them and start again.");
