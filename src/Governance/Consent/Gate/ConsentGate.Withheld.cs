using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <remarks>This part answers for readers without a purpose, such as the pages of a dataset.</remarks>
public static partial class ConsentGate
{
    /// <summary>
    /// Returns the modalities that nobody may see any more, by subject: the subject once permitted them and has taken them back for
    /// every purpose, by a withdrawal, a refusal or a narrower consent. Subjects without such modalities are left out. Modalities
    /// whose consent has only expired, or was never asked for, are not withheld here; <see cref="Why"/> refuses their use.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, Modalities>> WithheldAsync(
        GovernanceDb db,
        IReadOnlyCollection<Guid> subjectIds,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var ids = subjectIds.Distinct().ToArray();
        if (ids.Length == 0)
            return new Dictionary<Guid, Modalities>();
        var rows = await db
            .Database.SqlQuery<WithheldRow>(
                $"""
                WITH effective AS (
                    SELECT DISTINCT ON (purpose_id, subject_id) subject_id, state, modalities
                    FROM consent_records
                    WHERE effective_at <= {at} AND subject_id = ANY({ids})
                    ORDER BY purpose_id, subject_id, effective_at DESC, (state = 'Withdrawn') DESC, sequence DESC
                ),
                once AS (
                    SELECT subject_id, bit_or(modalities) AS modalities
                    FROM consent_records
                    WHERE effective_at <= {at} AND subject_id = ANY({ids}) AND state IN ('Given', 'Renewed', 'Withdrawn')
                    GROUP BY subject_id
                ),
                now AS (
                    SELECT subject_id, bit_or(modalities) AS modalities
                    FROM effective
                    WHERE state IN ('Given', 'Renewed')
                    GROUP BY subject_id
                )
                SELECT once.subject_id, (once.modalities & ~coalesce(now.modalities, 0::smallint))::smallint AS modalities
                FROM once LEFT JOIN now ON now.subject_id = once.subject_id
                WHERE once.modalities & ~coalesce(now.modalities, 0::smallint) <> 0
                """
            )
            .ToListAsync(ct);
        return rows.ToDictionary(r => r.SubjectId, r => (Modalities)r.Modalities);
    }

    private sealed record WithheldRow(Guid SubjectId, short Modalities);
}
