namespace Governance.Annotation;

/// <param name="Done">Submitted or skipped.</param>
/// <param name="MineToday">Submitted by the asker since midnight UTC.</param>
/// <param name="Excluded">Open tasks that the consent gate holds back, in words in <paramref name="ExcludedReason"/>.</param>
public sealed record TaskProgress(int Done, int Total, int MineToday, int Excluded, string? ExcludedReason);
