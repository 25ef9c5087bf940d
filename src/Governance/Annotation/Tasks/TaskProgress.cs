namespace Governance.Annotation;

/// <summary>Progress of a project as the workbench shows it.</summary>
/// <param name="Done">Submitted and skipped tasks.</param>
/// <param name="Total">All tasks.</param>
/// <param name="MineToday">Tasks that the actor submitted since midnight UTC.</param>
/// <param name="Excluded">Open tasks that consent does not permit now.</param>
/// <param name="ExcludedReason">The reasons with their counts, in words; null when no task is excluded.</param>
public sealed record TaskProgress(int Done, int Total, int MineToday, int Excluded, string? ExcludedReason);
