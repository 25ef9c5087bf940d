using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>Queries of the current consent.</summary>
public sealed partial class Consents
{
    /// <summary>Returns every purpose, by code, with the effective record of a subject now.</summary>
    public async Task<Result<IReadOnlyList<ConsentStanding>>> StandingAsync(
        Actor actor,
        Guid subjectId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = time.GetUtcNow();
        var standings = new List<ConsentStanding>();
        foreach (var purpose in await db.Set<Purpose>().AsNoTracking().OrderBy(p => p.Code).ToListAsync(ct))
        {
            var effective = await ConsentGate
                .Effective(db, purpose.Id, now)
                .SingleOrDefaultAsync(c => c.SubjectId == subjectId, ct);
            var record = effective is null
                ? null
                : await db.Set<ConsentRecord>().AsNoTracking().SingleAsync(c => c.Id == effective.RecordId, ct);
            standings.Add(new(purpose, record, effective?.Permits ?? false));
        }
        return Result.Of<IReadOnlyList<ConsentStanding>>(standings);
    }
}
