using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Provenance;

/// <summary>
/// Marks erased things in the graph (prov:wasInvalidatedBy). The edges stay, but every erased thing gets a random name and an
/// edge to the erasure; its old name and the digest by which its content could be recognised are removed.
/// </summary>
public static class ErasureTrail
{
    /// <summary>Kind of the activity of an erasure.</summary>
    public const string Kind = "erase";
    private const string Prefix = "erased:";

    /// <summary>
    /// Invalidates things in the caller's transaction and returns how many were marked. A thing that is already invalidated or
    /// not in the graph is ignored.
    /// </summary>
    /// <param name="step">The erasure; the first call adds its row.</param>
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
        // The input digest of a version's edge stays when the input is a sample: the manifest is verified with it.
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
        // Blobs derived from an erased thing, such as a thumbnail or a pyramid, contain the same personal data.
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

    /// <summary>
    /// Invalidates things that keep their names and digests because these identify no subject, such as an archive of many
    /// files.
    /// </summary>
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

    /// <summary>Replaces parameters that name an erased subject, in the caller's transaction.</summary>
    /// <param name="parameters">The new parameters as JSON.</param>
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
            throw new InvalidOperationException(
                "The provenance of an erasure must be written in the transaction of the erasure."
            );
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
