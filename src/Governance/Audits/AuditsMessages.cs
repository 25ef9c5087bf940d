using Governance.Platform;

namespace Governance.Audits;

[Code("audit-title")]
internal sealed record AuditTitle(string Model, int Number, string Version)
    : Statement($"Audit “{Model}” {Number} on “{Version}”");

[Code("audit-file-gone")]
internal sealed record AuditFileGone()
    : Statement("A file that the audit needs is gone from the blob store: the model's, or its sensor encoder's.");

// Stages.
[Code("reading-samples")]
internal sealed record ReadingSamples() : Statement("reading samples");

[Code("asking-with-every-set")]
internal sealed record AskingWithEverySet() : Statement("asking with every set of modalities");

[Code("searching-across-modalities")]
internal sealed record SearchingAcrossModalities() : Statement("searching across modalities");

[Code("adding-noise")]
internal sealed record AddingNoise() : Statement("adding noise");

[Code("wiping-out-detail")]
internal sealed record WipingOutDetail() : Statement("wiping out detail");

[Code("moving-sensor-clock")]
internal sealed record MovingSensorClock() : Statement("moving the sensor's clock");

[Code("writing-report")]
internal sealed record WritingReport() : Statement("writing the report");

// The gate.
[Code("rollback-was-audited")]
internal sealed record RollbackWasAudited()
    : Statement("A rollback goes back to a version that was audited when it was promoted.");

[Code("no-audit-finished")]
internal sealed record NoAuditFinished() : Statement("No audit of this version is finished.");

[Code("audit-passed")]
internal sealed record AuditPassed() : Statement("The newest audit of this version passed.");

/// <param name="Finding">The gravest; null where the report names none.</param>
[Code("audit-not-passed")]
internal sealed record AuditNotPassed(Message? Finding)
    : Statement(
        $"The newest audit of this version did not pass: {Finding?.Text.TrimEnd('.') ?? "its report says why"}."
    );
