using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>The new monitor has no name.</summary>
[RefusalCode("monitor-name-missing")]
public sealed record MonitorNameMissing() : Refusal("The monitor has no name.", "Enter a name of 1 to 120 characters.");

/// <summary>Another monitor has this name.</summary>
[RefusalCode("monitor-name-taken")]
public sealed record MonitorNameTaken(string Name)
    : Refusal($"There is already a monitor “{Name}”.", "Choose another name, or check the batch with that monitor.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The version has no finished embedding set for the purpose.</summary>
/// <param name="Version">Name of the version.</param>
[RefusalCode("version-has-no-vectors")]
public sealed record VersionHasNoVectors(string Version)
    : Refusal(
        $"Version “{Version}” has no embeddings for this purpose.",
        "Embed the version first, on the tab “Embeddings” of its page."
    );

/// <summary>The false-alarm rate is not measured yet.</summary>
/// <param name="Monitor">Name of the monitor.</param>
[RefusalCode("monitor-not-ready")]
public sealed record MonitorNotReady(string Monitor)
    : Refusal(
        $"The false-alarm rate of the monitor “{Monitor}” has not been measured yet.",
        "Wait until the run that measures it has ended, then check the batch again."
    );

/// <summary>The version to check is the monitor's reference.</summary>
[RefusalCode("batch-is-reference")]
public sealed record BatchIsReference() : Refusal("The batch is the reference itself.", "Choose another version.");

/// <summary>An alert was closed without a note.</summary>
[RefusalCode("alert-needs-note")]
public sealed record AlertNeedsNote()
    : Refusal("An alert cannot be closed without a note.", "Describe what was found or done.");

/// <summary>Somebody has already closed the alert.</summary>
[RefusalCode("alert-is-closed")]
public sealed record AlertIsClosed() : Refusal("The alert is already closed.", "Read its note on the monitor's page.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
