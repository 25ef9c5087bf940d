using Governance.Audits;
using Governance.Platform;

namespace Governance.Ethics;

/// <summary>Whether a condition is met now.</summary>
/// <param name="Found">What was found, compared with what is required.</param>
public sealed record ConditionStanding(ReviewCondition Condition, bool Holds, Message Found)
{
    /// <summary>What was found, compared with what is required, as a sentence without full stop.</summary>
    public string Line => Found.Text;

    /// <summary>Checks a condition.</summary>
    /// <param name="audit">The newest finished audit of the model version; null when there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing checks a condition of this kind.</exception>
    public static ConditionStanding Of(ReviewCondition condition, AuditFacts? audit)
    {
        switch (condition.Kind)
        {
            case ConditionKind.MinimumGroupSize:
                var (holds, found) = EveryAuditedGroupIsLargeEnough.Check(condition.Minimum!.Value, audit);
                return new(condition, holds, found);
            case ConditionKind.ByPerson:
                return ByPerson(condition);
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition.Kind, null);
        }
    }

    private static ConditionStanding ByPerson(ReviewCondition condition)
    {
        var words = condition.Words.TrimEnd('.');
        return condition.Fulfilled is { At: var at }
            ? new(condition, true, new ConditionFulfilled(words, at))
            : new(condition, false, new ConditionOpen(words));
    }
}
