namespace Governance.Statistics.Masks;

/// <summary>A group's accuracy under a mask.</summary>
/// <param name="Group">The key given.</param>
/// <param name="Sufficient">Large enough to be judged.</param>
public sealed record GroupAccuracy(int Group, int Count, double Accuracy, bool Sufficient);
