using Governance.Audits;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// A condition of the board: every group of the newest finished audit has at least a minimum number of samples, because a
/// figure from a few samples says nothing about a group.
/// </summary>
public static class EveryAuditedGroupIsLargeEnough
{
    /// <summary>Checks the condition.</summary>
    /// <param name="minimum">Samples that every group must have.</param>
    /// <param name="audit">The newest finished audit of the version; null when there is none.</param>
    /// <returns>Whether the condition is met, and a sentence that compares what was found with what is required.</returns>
    public static (bool Holds, Message Found) Check(int minimum, AuditFacts? audit)
    {
        if (audit is null)
            return (false, new GroupsNotAudited(minimum));
        if (audit.Smallest is not { } smallest)
            return (false, new NoGroupsAudited(minimum));
        return (smallest.Value >= minimum, new SmallestGroupFound(smallest.Key, smallest.Value, minimum));
    }
}
