namespace Governance.Platform.Runs;

/// <summary>A run to be started.</summary>
/// <param name="Kind">Which job does it, as registered with <c>AddRunJob</c>.</param>
/// <param name="Title">Shown in the top bar and in lists.</param>
/// <param name="TargetId">The row that the work is about.</param>
/// <param name="Unit">What is counted, in the plural: files, samples.</param>
public sealed record NewRun(string Kind, Message Title, Guid TargetId, Guid? DatasetId, string Unit)
{
    /// <summary>Set when another row refers to the run before it is added.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
}
