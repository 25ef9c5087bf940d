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

/// <summary>The batch and the reference have samples in common, so they do not differ there.</summary>
/// <param name="Version">Name of the batch's version.</param>
/// <param name="Shared">Number of samples in both.</param>
[RefusalCode("batch-overlaps-reference")]
public sealed record BatchOverlapsReference(string Version, int Shared)
    : Refusal(
        Shared == 1
            ? $"1 sample of version “{Version}” is also in the reference."
            : $"{Shared:N0} samples of version “{Version}” are also in the reference.",
        "Choose a version without samples of the reference: draw it from other recordings, or by another query."
    );

/// <summary>The batch has other parts, channels or units than the reference, so its vectors mean something else.</summary>
/// <param name="Version">Name of the batch's version.</param>
/// <param name="Lacking">What only the reference has, such as <c>photo (image)</c> or <c>heat/c [Cel]</c>.</param>
/// <param name="Added">What only the batch has.</param>
[RefusalCode("batch-of-other-schema")]
public sealed record BatchOfOtherSchema(string Version, IReadOnlyList<string> Lacking, IReadOnlyList<string> Added)
    : Refusal(
        $"Version “{Version}” does not have the schema of the reference: {Difference(Lacking, Added)}.",
        "Choose a version with the same parts, channels and units, or create a monitor with a reference of this kind."
    )
{
    private const int MostListed = 6;

    private static string Difference(IReadOnlyList<string> lacking, IReadOnlyList<string> added) =>
        string.Join(
            "; ",
            new[] { ("it lacks", lacking), ("it has in addition", added) }
                .Where(d => d.Item2.Count > 0)
                .Select(d =>
                    $"{d.Item1} {string.Join(", ", d.Item2.Take(MostListed))}"
                    + (d.Item2.Count > MostListed ? $" and {d.Item2.Count - MostListed} more" : "")
                )
        );
}

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
