using Governance.Audits;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>
/// A figure about a group of a few samples says nothing about that group: a board may ask that the audit a promotion
/// stands on has at least so many in each. The newest finished audit counts.
/// </summary>
public static class EveryAuditedGroupIsLargeEnough
{
    /// <param name="audit">The newest finished audit of the version; null when there is none.</param>
    /// <returns>Whether it holds, and what was found against what was asked.</returns>
    public static (bool Holds, Message Found) Check(int minimum, AuditFacts? audit)
    {
        if (audit is null)
            return (false, new GroupsNotAudited(minimum));
        if (audit.Smallest is not { } smallest)
            return (false, new NoGroupsAudited(minimum));
        return (smallest.Value >= minimum, new SmallestGroupFound(smallest.Key, smallest.Value, minimum));
    }
}
