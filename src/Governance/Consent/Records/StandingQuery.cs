using Governance.Platform;

namespace Governance.Consent;

internal static class StandingQuery
{
    /// <summary>Returns the subjects that match the filter at a point in time.</summary>
    public static IQueryable<Subject> Where(
        this IQueryable<Subject> subjects,
        GovernanceDb db,
        StandingFilter filter,
        DateTimeOffset at
    )
    {
        var counts = filter.PurposeId is { } purpose
            ? ConsentGate.Effective(db, purpose, at)
            : ConsentGate.EffectiveEverywhere(db, at);
        if (filter.Standing == Standing.NoRecord)
            return subjects.Where(s => !counts.Any(c => c.SubjectId == s.Id));
        var standing = counts.InStanding(filter.Standing, at);
        return subjects.Where(s => standing.Any(c => c.SubjectId == s.Id));
    }

    public static IQueryable<EffectiveConsent> InStanding(
        this IQueryable<EffectiveConsent> counts,
        Standing standing,
        DateTimeOffset at
    )
    {
        var soon = at + Consents.Soon;
        return standing switch
        {
            Standing.Permits => counts.Where(c => c.Permits),
            Standing.EndsSoon => counts.Where(c => c.Permits && c.ValidUntil < soon),
            Standing.Expired => counts.Where(c =>
                !c.Permits && (c.State == ConsentState.Given || c.State == ConsentState.Renewed)
            ),
            Standing.Asked => counts.Where(c => c.State == ConsentState.Requested),
            Standing.Refused => counts.Where(c => c.State == ConsentState.Refused),
            Standing.Withdrawn => counts.Where(c => c.State == ConsentState.Withdrawn),
            _ => counts.Where(c => false),
        };
    }
}
