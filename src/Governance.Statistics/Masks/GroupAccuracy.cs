namespace Governance.Statistics.Masks;

/// <summary>A group's accuracy under a mask.</summary>
/// <param name="Group">The group's key.</param>
/// <param name="Count">Number of samples.</param>
/// <param name="Sufficient">Whether the group has enough samples to be assessed.</param>
public sealed record GroupAccuracy(int Group, int Count, double Accuracy, bool Sufficient);
