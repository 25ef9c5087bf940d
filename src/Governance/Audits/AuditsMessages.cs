using Governance.Platform;

namespace Governance.Audits;

[Code("audit-title")]
internal sealed record AuditTitle(string Model, int Number, string Version)
    : Statement($"Audit “{Model}” {Number} on “{Version}”");

[Code("audit-file-gone")]
internal sealed record AuditFileGone()
    : Statement(
        "A file that the audit needs is missing from the blob store: the model's file or its sensor encoder's file."
    );

// Stages of the job.
[Code("reading-samples")]
internal sealed record ReadingSamples() : Statement("reading samples");

[Code("asking-with-every-set")]
internal sealed record AskingWithEverySet() : Statement("predicting with every set of modalities");

[Code("searching-across-modalities")]
internal sealed record SearchingAcrossModalities() : Statement("searching across modalities");

[Code("adding-noise")]
internal sealed record AddingNoise() : Statement("adding noise");

[Code("wiping-out-detail")]
internal sealed record WipingOutDetail() : Statement("removing detail");

[Code("moving-sensor-clock")]
internal sealed record MovingSensorClock() : Statement("shifting the sensor clock");

[Code("writing-report")]
internal sealed record WritingReport() : Statement("writing the report");

// Answers of the gate.
[Code("rollback-was-audited")]
internal sealed record RollbackWasAudited()
    : Statement("A rollback returns to a version that was audited when it was promoted.");

// The next three were written until promotions had policies.
[Code("no-audit-finished")]
internal sealed record NoAuditFinished() : Statement("No audit of this version is finished.");

[Code("audit-passed")]
internal sealed record AuditPassed() : Statement("The newest audit of this version passed.");

/// <param name="Finding">The most severe finding; null where the report names none.</param>
[Code("audit-not-passed")]
internal sealed record AuditNotPassed(Message? Finding)
    : Statement($"The newest audit of this version did not pass: {Finding?.Text.TrimEnd('.') ?? "see its report"}.");

[Code("no-promotion-policy")]
internal sealed record NoPromotionPolicy(string Alias, string Model)
    : Statement(
        $"No promotion policy is in force for “{Alias}” of “{Model}”, so no version can be promoted to it. Propose one on the "
            + "page of the model's promotion policies."
    );

/// <param name="Successor">The version that was drawn in its place; null = none is sealed.</param>
[Code("policy-data-gone")]
internal sealed record PolicyDataGone(string Version, string? Successor = null)
    : Statement(
        $"The policy's evaluation version “{Version}” is not sealed any more. Propose a policy with "
            + $"{(Successor is null ? "another version" : $"its successor, {Successor}")}."
    );

/// <param name="Others">Finished audits of the version by other suites or on other data.</param>
[Code("no-audit-by-policy")]
internal sealed record NoAuditByPolicy(string Suite, int SuiteNumber, string Version, int Others)
    : Statement(
        $"No audit by suite “{Suite}” {SuiteNumber} on “{Version}” is finished, as the policy requires."
            + (
                Others == 0 ? ""
                : Others == 1 ? " 1 other audit is exploratory and opens nothing."
                : $" {Others} other audits are exploratory and open nothing."
            )
    );

/// <param name="Days">Age of the audit.</param>
/// <param name="Faults">What keeps the policy from being met; empty = met.</param>
/// <param name="Lines">The thresholds with their figures.</param>
[Code("audit-by-policy")]
internal sealed record AuditByPolicy(
    string Suite,
    int SuiteNumber,
    string Version,
    int Days,
    int Subjects,
    int Samples,
    IReadOnlyList<Message> Faults,
    IReadOnlyList<Message> Lines
)
    : Statement(
        string.Concat(Faults.Select(f => f.Text + " "))
            + Named(Suite, SuiteNumber, Version)
            + Measured(Days, Samples, Subjects)
            + (Faults.Count == 0 ? ": passed. " : ". ")
            + string.Join(' ', Lines.Select(l => l.Text))
    ),
        IListedMessage
{
    string IListedMessage.Head =>
        Named(Suite, SuiteNumber, Version)
        + Measured(Days, Samples, Subjects)
        + (Faults.Count == 0 ? ": passed." : ".");

    IReadOnlyList<Message> IListedMessage.Items => [.. Faults, .. Lines];

    private static string Named(string suite, int number, string version) =>
        $"Audit by suite “{suite}” {number} on “{version}”, ";

    private static string Measured(int days, int samples, int subjects) =>
        $"{Phrases.Count(days, "day")} old, {Phrases.Count(samples, "sample")} of {Phrases.Count(subjects, "subject")}";
}

/// <param name="TooFewSubjects">Nothing was assessed for want of subjects.</param>
/// <param name="Finding">The most severe finding; null where the report names none.</param>
[Code("audit-did-not-pass")]
internal sealed record AuditDidNotPass(bool TooFewSubjects, Message? Finding)
    : Statement(
        (TooFewSubjects ? "The audit was not assessed: " : "The audit did not pass: ")
            + $"{Finding?.Text.TrimEnd('.') ?? "see its report"}."
    );

[Code("audit-too-old")]
internal sealed record AuditTooOld(int Days, int Most)
    : Statement(
        $"The audit is {Phrases.Count(Days, "day")} old; the policy allows at most {Most}. Audit the version again."
    );

[Code("policy-asks-more-subjects")]
internal sealed record PolicyAsksMoreSubjects(int Subjects, int Asked)
    : Statement($"The audit covers {Phrases.Count(Subjects, "subject")}; the policy requires at least {Asked}.");

[Code("policy-asks-more-samples")]
internal sealed record PolicyAsksMoreSamples(int Samples, int Asked)
    : Statement($"The audit covers {Phrases.Count(Samples, "sample")}; the policy requires at least {Asked}.");

[Code("policy-allows-less-withdrawn")]
internal sealed record PolicyAllowsLessWithdrawn(double Share, double Most)
    : Statement(
        $"{Phrases.Percent(Share)} of the samples that the version learned from are withdrawn; the policy allows at most "
            + $"{Phrases.Percent(Most)}."
    );

[Code("policy-wants-approver")]
internal sealed record PolicyWantsApprover(string Role)
    : Statement($"The policy lets only a person with the role “{Role}” approve promotions to this alias.");

// Holding.
[Code("held-audit-predictions")]
internal sealed record HeldAuditPredictions() : Statement("audit predictions");

[Code("audit-predictions-deleted")]
internal sealed record AuditPredictionsDeleted()
    : Statement(
        "What audits predicted for each sample is deleted. The audits' reports keep their figures, which are counts."
    );
