using Governance.Audits;

namespace Governance.Ethics;

/// <summary>How a condition stands now.</summary>
/// <param name="Line">What was found against what was asked, as one sentence without its full stop.</param>
public sealed record ConditionStanding(ReviewCondition Condition, bool Holds, string Line)
{
    public static ConditionStanding Of(ReviewCondition condition, AuditFacts? audit)
    {
        if (condition.Kind == ConditionKind.MinimumGroupSize)
        {
            var (holds, line) = EveryAuditedGroupIsLargeEnough.Check(condition.Minimum!.Value, audit);
            return new(condition, holds, line);
        }
        var words = condition.Words.TrimEnd('.');
        return condition.FulfilledAt is { } at
            ? new(condition, true, $"“{words}”, fulfilled on {ReviewWords.Day(at)}")
            : new(condition, false, $"“{words}” is not fulfilled yet");
    }
}
