namespace Governance.Platform.Runs;

/// <summary>A run that somebody starts.</summary>
/// <param name="Kind">Which job does it, as registered with <c>AddRunJob</c>.</param>
/// <param name="Title">What people read in the top bar.</param>
/// <param name="TargetId">The row that the work is about.</param>
/// <param name="Unit">What is counted, in the plural: files, samples.</param>
public sealed record NewRun(string Kind, Message Title, Guid TargetId, Guid? DatasetId, string Unit)
{
    /// <summary>Set where another row names the run before it is added.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
}
