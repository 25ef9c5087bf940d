using Governance.Audits;

namespace Governance.Ethics;

/// <summary>
/// A figure about a group of a few samples says nothing about that group: a board may ask that the audit a promotion
/// stands on has at least so many in each. The newest finished audit counts.
/// </summary>
public static class EveryAuditedGroupIsLargeEnough
{
    /// <param name="audit">The newest finished audit of the version; null when there is none.</param>
    /// <returns>Whether it holds, and one sentence with what was found against what was asked.</returns>
    public static (bool Holds, string Line) Check(int minimum, AuditFacts? audit)
    {
        if (audit is null)
            return (false, $"Every group needs at least {Samples(minimum)}, and no audit of this version is finished");
        if (audit.Smallest is not { } smallest)
            return (false, $"Every group needs at least {Samples(minimum)}, and the newest audit looked at no groups");
        return smallest.Value >= minimum
            ? (
                true,
                $"The smallest group of the newest audit, {smallest.Key}, has {Samples(smallest.Value)}; {minimum} are asked"
            )
            : (
                false,
                $"The smallest group of the newest audit, {smallest.Key}, has {Samples(smallest.Value)}, and {minimum} are asked"
            );
    }

    private static string Samples(int count) => count == 1 ? "1 sample" : $"{count} samples";
}
