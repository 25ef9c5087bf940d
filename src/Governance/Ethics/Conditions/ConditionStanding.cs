using Governance.Audits;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>How a condition stands now.</summary>
public sealed record ConditionStanding(ReviewCondition Condition, bool Holds, Message Found)
{
    /// <summary>What was found against what was asked, as one sentence without its full stop.</summary>
    public string Line => Found.Text;

    public static ConditionStanding Of(ReviewCondition condition, AuditFacts? audit)
    {
        if (condition.Kind == ConditionKind.MinimumGroupSize)
        {
            var (holds, found) = EveryAuditedGroupIsLargeEnough.Check(condition.Minimum!.Value, audit);
            return new(condition, holds, found);
        }
        var words = condition.Words.TrimEnd('.');
        return condition.FulfilledAt is { } at
            ? new(condition, true, new ConditionFulfilled(words, at))
            : new(condition, false, new ConditionOpen(words));
    }
}
