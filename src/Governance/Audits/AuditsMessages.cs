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

[Code("no-audit-finished")]
internal sealed record NoAuditFinished() : Statement("No audit of this version is finished.");

[Code("audit-passed")]
internal sealed record AuditPassed() : Statement("The newest audit of this version passed.");

/// <param name="Finding">The most severe finding; null where the report names none.</param>
[Code("audit-not-passed")]
internal sealed record AuditNotPassed(Message? Finding)
    : Statement($"The newest audit of this version did not pass: {Finding?.Text.TrimEnd('.') ?? "see its report"}.");
