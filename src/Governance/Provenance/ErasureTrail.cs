using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Provenance;

/// <summary>
/// What an erasure leaves in the graph (prov:wasInvalidatedBy): the shape of the descent, with every erased thing under
/// a name that says nothing, and an edge from it to the erasure. The old name, and the digest by which content could be
/// recognised, are gone.
/// </summary>
public static class ErasureTrail
{
    public const string Kind = "erase";
    private const string Prefix = "erased:";

    /// <summary>
    /// Invalidates things in the caller's transaction. Naming one again, or one that the graph does not know, adds nothing.
    /// </summary>
    /// <param name="step">The erasure; its row is added with the first call.</param>
    public static async Task<int> InvalidateAsync(
        GovernanceDb db,
        ErasureStep step,
        IReadOnlyCollection<string> keys,
        CancellationToken ct
    )
    {
        if (keys.Count == 0)
            return 0;
        await ActivityAsync(db, step, ct);
        var old = keys.Distinct(StringComparer.Ordinal).ToArray();
        var renamed = old.Select(_ => Prefix + Guid.NewGuid().ToString("N")).ToArray();
        // A sample's leaf stays as the input digest of its version's edge: the manifest is proven with it.
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE derivations d SET output = n.becomes, output_digest = NULL
            FROM unnest({old}, {renamed}) AS n(was, becomes) WHERE d.output = n.was
            """,
            ct
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE derivations d SET input = n.becomes, input_digest = CASE WHEN n.was LIKE 'sample:%' THEN d.input_digest END
            FROM unnest({old}, {renamed}) AS n(was, becomes) WHERE d.input = n.was
            """,
            ct
        );
        // What was made of an erased thing alone, a thumbnail or a pyramid, was content of the same kind.
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE derivations SET output = {Prefix} || replace(gen_random_uuid()::text, '-', ''), output_digest = NULL
            WHERE input = ANY({renamed}) AND output LIKE 'blob:%'
            """,
            ct
        );
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO derivations (id, activity_id, input)
            SELECT gen_random_uuid(), {step.ActivityId}, name FROM unnest({renamed}) AS r(name)
            WHERE EXISTS (SELECT 1 FROM derivations d WHERE d.output = name OR d.input = name)
            """,
            ct
        );
    }

    /// <summary>Invalidates things whose names and digests are nobody's: an archive of many people's files. They keep them.</summary>
    public static async Task<int> InvalidateNamedAsync(
        GovernanceDb db,
        ErasureStep step,
        IReadOnlyCollection<string> keys,
        CancellationToken ct
    )
    {
        if (keys.Count == 0)
            return 0;
        await ActivityAsync(db, step, ct);
        var names = keys.Distinct(StringComparer.Ordinal).ToArray();
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO derivations (id, activity_id, input)
            SELECT gen_random_uuid(), {step.ActivityId}, name FROM unnest({names}) AS r(name)
            WHERE EXISTS (SELECT 1 FROM derivations d WHERE d.output = name OR d.input = name)
              AND NOT EXISTS (SELECT 1 FROM derivations d WHERE d.input = name AND d.output IS NULL)
            """,
            ct
        );
    }

    /// <summary>Replaces the parameters of a step that name an erased subject, in the caller's transaction.</summary>
    /// <param name="parameters">JSON.</param>
    public static Task ReplaceParametersAsync(
        GovernanceDb db,
        Guid activityId,
        string parameters,
        CancellationToken ct
    ) =>
        db.Database.ExecuteSqlAsync(
            $"UPDATE activities SET parameters = CAST({parameters} AS jsonb) WHERE id = {activityId}",
            ct
        );

    private static async Task ActivityAsync(GovernanceDb db, ErasureStep step, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("An erasure's trail commits with the erasure.");
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO activities (id, kind, started_at, ended_at, agent_id, agent, run_id, code_version, parameters)
            VALUES ({step.ActivityId}, {Kind}, {step.At}, {step.At}, {step.Actor.UserId}, {step.Actor.Name}, {step.RunId},
                {CodeVersion.Current}, CAST({"{}"} AS jsonb))
            ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at
            """,
            ct
        );
    }
}
