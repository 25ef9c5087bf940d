using Governance.Models;
using Governance.Platform;

namespace Governance.Audits;

/// <summary>The model version is still in training, or its training failed.</summary>
[RefusalCode("version-not-auditable")]
public sealed record VersionNotAuditable(string Model, int Number, ModelVersionState State)
    : Refusal(
        $"Version {Number} of “{Model}” is {State.ToString().ToLowerInvariant()} and cannot be audited.",
        "Wait until its training has ended, or choose another version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>
/// The dataset version is a draft or withdrawn. Only in jobs that were stored before a withdrawn version named its successor.
/// </summary>
[RefusalCode("audit-data-not-sealed")]
public sealed record AuditDataNotSealed(string Name)
    : Refusal($"“{Name}” is not a sealed version, so it cannot be audited on.", "Choose a sealed dataset version.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Every sample of the dataset version is excluded.</summary>
/// <param name="Excluded">Excluded samples by reason, as in <see cref="AuditSelection.Excluded"/>.</param>
/// <param name="Seen">Samples that are excluded because the model learned from them.</param>
/// <param name="Why">Only in rows that were stored before the reasons had types: the clause as it was written.</param>
[RefusalCode("nothing-to-audit")]
public sealed record NothingToAudit(IReadOnlyDictionary<string, int>? Excluded, int Seen, string? Why = null)
    : Refusal(
        $"No sample is left to audit on: {Why ?? Reasons(Excluded, Seen)}.",
        "Check the consent for the model's purpose, or audit on a version that the model has not learned from."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;

    private static string Reasons(IReadOnlyDictionary<string, int>? excluded, int seen) =>
        seen == 0 ? ExcludedSamples.InWords(excluded)
        : excluded is not { Count: > 0 } ? $"{seen} used in training"
        : $"{ExcludedSamples.InWords(excluded)}, {seen} used in training";
}

/// <summary>The dataset version has samples, but none with the label that the model predicts.</summary>
[RefusalCode("audit-labels-missing")]
public sealed record AuditLabelsMissing(string Field)
    : Refusal(
        $"No sample of this version has the label “{Field}” that the model predicts.",
        "Label the version first, or choose a version that has the label."
    );

/// <summary>A value of the suite is out of range.</summary>
[RefusalCode("suite-unusable")]
public sealed record SuiteUnusable(SuiteFault Fault)
    : Refusal(
        Sentence(Fault),
        Fault == SuiteFault.NoThreshold ? "Set at least one threshold." : "Correct the value and try again."
    )
{
    private static string Sentence(SuiteFault fault) =>
        fault switch
        {
            SuiteFault.MinimumSamples => "The least number of samples must be between 1 and 1,000,000.",
            SuiteFault.MinimumSubjects => "The least number of subjects must be between 1 and 1,000,000.",
            SuiteFault.NoThreshold => "The suite requires nothing: every threshold is null, so no model could fail.",
            SuiteFault.MinimumGroup => "The least number of samples in a group must be between 1 and 1,000,000.",
            SuiteFault.Bins => "The number of bins must be between 2 and 50.",
            SuiteFault.Replicates => "The number of bootstrap draws must be between 100 and 10,000.",
            SuiteFault.ClockSamples => "The number of samples for the clock test must be between 0 and 10,000.",
            _ => "Each threshold must be a share between 0 and 1.",
        };
}

/// <summary>A confidence is a probability.</summary>
[RefusalCode("confidence-out-of-range")]
public sealed record ConfidenceOutOfRange(double Confidence)
    : Refusal($"“{Confidence}” is not a confidence.", "Give a probability between 0 and 1.");

/// <summary>The name of a suite is malformed.</summary>
[RefusalCode("suite-name-unusable")]
public sealed record SuiteNameUnusable(string Name)
    : Refusal(
        $"“{Name}” is not a valid name of an audit suite.",
        "Use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter."
    );

/// <summary>The version of a suite has been approved or rejected before.</summary>
[RefusalCode("suite-is-decided")]
public sealed record SuiteIsDecided(string Name, int Number, SuiteState State)
    : Refusal(
        $"Version {Number} of the audit suite “{Name}” is {State.ToString().ToLowerInvariant()} already.",
        "Propose a new version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Only an approved version of a suite can decide promotions.</summary>
[RefusalCode("suite-not-approved")]
public sealed record SuiteNotApproved(string Name, int Number)
    : Refusal(
        $"Version {Number} of the audit suite “{Name}” is not approved.",
        "Have another person approve it first, or choose an approved version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A request names a suite and gives thresholds as well.</summary>
[RefusalCode("suite-given-twice")]
public sealed record SuiteGivenTwice()
    : Refusal("The request has both “suite” and “suiteId”.", "Name a suite version, or give thresholds; not both.");

/// <summary>The same account proposed what it wants to approve.</summary>
/// <param name="Thing">Such as “audit suite”.</param>
[RefusalCode("own-proposal")]
public sealed record OwnProposal(string Thing)
    : Refusal($"This account proposed the {Thing}, so it cannot approve it.", "Ask another person to approve it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>A value of a promotion policy is out of range.</summary>
[RefusalCode("policy-unusable")]
public sealed record PolicyUnusable(PolicyFault Fault) : Refusal(Sentence(Fault), "Correct the value and try again.")
{
    private static string Sentence(PolicyFault fault) =>
        fault switch
        {
            PolicyFault.MaximumAgeDays => "The age of the audit must be between 1 and 3650 days.",
            PolicyFault.MinimumSubjects => "The least number of subjects must be between 1 and 1,000,000.",
            PolicyFault.MinimumSamples => "The least number of samples must be between 1 and 1,000,000.",
            _ => "The withdrawn share must be between 0 and 1.",
        };
}

/// <summary>An alias has at most one proposed policy.</summary>
[RefusalCode("policy-waits")]
public sealed record PolicyWaits(string Alias)
    : Refusal(
        $"A promotion policy for “{Alias}” waits for approval.",
        "Approve or reject it first; its proposer can withdraw it."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The policy has been approved or rejected before.</summary>
[RefusalCode("policy-is-decided")]
public sealed record PolicyIsDecided(string Alias, PolicyState State)
    : Refusal($"This promotion policy for “{Alias}” is {InWords(State)}.", "Propose a new policy.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;

    private static string InWords(PolicyState state) =>
        state == PolicyState.InForce ? "in force already" : $"{state.ToString().ToLowerInvariant()} already";
}

/// <summary>The text is not the JSON of a suite.</summary>
/// <param name="Path">The place that is no value of a suite, such as <c>$.minimumAcuracy</c>; null = it is not valid JSON.</param>
[RefusalCode("suite-unreadable")]
public sealed record SuiteUnreadable(string? Path)
    : Refusal(
        Path is null
            ? "The suite cannot be read: it is not valid JSON."
            : $"The suite cannot be read: “{Path}” is not a value of a suite.",
        "Correct the JSON; the guide lists the names."
    )
{
    public override RefusalKind Kind => RefusalKind.Unreadable;
}

/// <summary>Two versions predict different classes, so they cannot be compared in pairs.</summary>
[RefusalCode("classes-differ")]
public sealed record ClassesDiffer()
    : Refusal("The two versions predict different classes.", "Compare versions of one model.");

/// <summary>Two audits share no sample that may be read.</summary>
[RefusalCode("nothing-in-common")]
public sealed record NothingInCommon()
    : Refusal(
        "The two audits share no sample whose predictions are kept.",
        "Audit both versions on the same dataset version."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A version without a declared evaluation split has another test part for each training.</summary>
[RefusalCode("evaluation-split-not-declared")]
public sealed record EvaluationSplitNotDeclared(string Name)
    : Refusal(
        $"Version “{Name}” declares no evaluation split, so each training chooses its own test part.",
        "Seal a new version: its recipe declares which samples are for testing."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
