using Governance.Platform;

namespace Governance.Consent;

internal static class HoldingRemains
{
    /// <summary>Returns what remains of a subject after an erasure, ordered by place.</summary>
    public static async Task<List<Message>> RemainsAsync(
        this IEnumerable<ISubjectHolding> holdings,
        GovernanceDb db,
        WithdrawalScope scope,
        CancellationToken ct
    )
    {
        var remains = new List<Message>();
        foreach (var holding in holdings.OrderBy(h => h.Place))
            remains.AddRange(await holding.RemainsAsync(db, scope, ct));
        remains.Add(new DatabaseCopiesRemain());
        return remains;
    }
}
