using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Provenance;

/// <summary>The door to provenance: records steps together with the change, and finds the steps that led to a thing.</summary>
public sealed class ProvenanceGraph(IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    private const int MaxDepth = 24;

    /// <summary>Adds a step to the caller's context; add its edges with <c>Derive</c>.</summary>
    public Activity Record(
        GovernanceDb db,
        Actor actor,
        string kind,
        object parameters,
        DateTimeOffset? startedAt = null,
        Guid? runId = null
    )
    {
        var activity = Begin(actor, kind, parameters, startedAt, runId);
        db.Add(activity);
        return activity;
    }

    /// <summary>Creates a step without adding it, for steps that are written by bulk copy.</summary>
    public Activity Begin(
        Actor actor,
        string kind,
        object parameters,
        DateTimeOffset? startedAt = null,
        Guid? runId = null
    )
    {
        var now = time.GetUtcNow();
        return new Activity
        {
            Kind = kind,
            StartedAt = startedAt ?? now,
            EndedAt = now,
            AgentId = actor.UserId,
            Agent = actor.Name,
            RunId = runId,
            CodeVersion = CodeVersion.Current,
            Parameters = CanonicalJson.Text(parameters),
        };
    }

    /// <summary>Creates an edge: this step derived <paramref name="output"/> from <paramref name="input"/>.</summary>
    public static Derivation Derive(
        Activity activity,
        string? output,
        string? outputDigest,
        string? input,
        string? inputDigest
    ) =>
        new()
        {
            ActivityId = activity.Id,
            Output = output,
            OutputDigest = outputDigest,
            Input = input,
            InputDigest = inputDigest,
        };

    /// <summary>Creates an edge and adds it to the caller's context.</summary>
    public static void Derive(
        GovernanceDb db,
        Activity activity,
        string? output,
        string? outputDigest,
        string? input,
        string? inputDigest
    ) => db.Add(Derive(activity, output, outputDigest, input, inputDigest));

    /// <summary>Writes many edges in the caller's transaction; their steps must already be written. Returns the number written.</summary>
    public static Task<long> CopyAsync(GovernanceDb db, IEnumerable<Derivation> edges, CancellationToken ct) =>
        db.CopyAsync(edges, ct);

    /// <summary>Writes many steps of <see cref="Begin"/> in the caller's transaction. Returns the number written.</summary>
    public static Task<long> CopyAsync(GovernanceDb db, IEnumerable<Activity> steps, CancellationToken ct) =>
        db.CopyAsync(steps, ct);

    /// <summary>
    /// Returns the steps that led to a thing, nearest first, at most 24 steps back. Each has only the edges on the way to the
    /// thing, so the result for a sample does not list other samples.
    /// </summary>
    public async Task<IReadOnlyList<ProvenanceStep>> BackFromAsync(string key, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var walked = await db
            .Database.SqlQuery<Walked>(
                $"""
                WITH RECURSIVE back AS (
                    SELECT d.id, d.input, 1 AS distance FROM derivations d WHERE d.output = {key}
                    UNION
                    SELECT d.id, d.input, b.distance + 1 FROM derivations d JOIN back b ON d.output = b.input
                    WHERE b.distance < {MaxDepth}
                )
                SELECT id, min(distance) AS distance FROM back GROUP BY id
                """
            )
            .ToListAsync(ct);
        var distances = walked.ToDictionary(w => w.Id, w => w.Distance);
        var ids = distances.Keys.ToArray();
        var edges = await db.Set<Derivation>().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(ct);
        var activityIds = edges.Select(e => e.ActivityId).Distinct().ToArray();
        var activities = await db.Set<Activity>()
            .AsNoTracking()
            .Where(a => activityIds.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, ct);
        return
        [
            .. edges
                .GroupBy(e => e.ActivityId)
                .Select(g => new ProvenanceStep(
                    activities[g.Key],
                    [.. g.OrderBy(e => e.Input, StringComparer.Ordinal)],
                    g.Min(e => distances[e.Id])
                ))
                .OrderBy(s => s.Distance)
                .ThenByDescending(s => s.Activity.StartedAt)
                .ThenBy(s => s.Activity.Id),
        ];
    }

    private sealed record Walked(Guid Id, int Distance);
}
