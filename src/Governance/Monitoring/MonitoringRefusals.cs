using Governance.Platform;

namespace Governance.Monitoring;

[RefusalCode("monitor-name-missing")]
public sealed record MonitorNameMissing()
    : Refusal("The monitor has no name.", "Give it one that says what it watches.");

[RefusalCode("monitor-name-taken")]
public sealed record MonitorNameTaken(string Name)
    : Refusal($"A monitor is called “{Name}” already.", "Choose another name, or check the batch with that one.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("version-has-no-vectors")]
public sealed record VersionHasNoVectors(string Version)
    : Refusal(
        $"“{Version}” has no embeddings for this purpose.",
        "Embed it first: its page has a tab for that. Drift is looked for among vectors."
    );

[RefusalCode("monitor-not-ready")]
public sealed record MonitorNotReady(string Monitor)
    : Refusal(
        $"“{Monitor}” has not been calibrated yet.",
        "Wait until its calibration has ended: an alarm whose false-alarm rate nobody measured says nothing."
    );

[RefusalCode("batch-is-reference")]
public sealed record BatchIsReference()
    : Refusal("The batch is the reference itself.", "Choose another version: a set never drifts from itself.");

[RefusalCode("alert-needs-note")]
public sealed record AlertNeedsNote()
    : Refusal(
        "The alert is closed without a word.",
        "Say what was found or done; whoever looks next year has only this."
    );

[RefusalCode("alert-is-closed")]
public sealed record AlertIsClosed() : Refusal("The alert is closed already.", "Read its note on the monitor's page.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
