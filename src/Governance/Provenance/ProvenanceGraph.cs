using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Provenance;

/// <summary>The door to the graph: record a step with its change, walk it back from any thing.</summary>
public sealed class ProvenanceGraph(IDbContextFactory<GovernanceDb> databases, TimeProvider time)
{
    private const int MaxDepth = 24;

    /// <summary>Makes a step in the caller's unit of work; add its edges with <c>Derive</c>.</summary>
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

    /// <summary>The same, not yet added: for steps that go in by bulk copy.</summary>
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

    /// <summary>“<paramref name="output"/> was derived from <paramref name="input"/> by this step.”</summary>
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

    /// <summary>The same, added to the caller's unit of work.</summary>
    public static void Derive(
        GovernanceDb db,
        Activity activity,
        string? output,
        string? outputDigest,
        string? input,
        string? inputDigest
    ) => db.Add(Derive(activity, output, outputDigest, input, inputDigest));

    /// <summary>Writes many edges in the caller's transaction; their steps are there, or go in before them.</summary>
    public static Task<long> CopyAsync(GovernanceDb db, IEnumerable<Derivation> edges, CancellationToken ct) =>
        db.CopyAsync(edges, ct);

    /// <summary>The same for steps that were begun and not added.</summary>
    public static Task<long> CopyAsync(GovernanceDb db, IEnumerable<Activity> steps, CancellationToken ct) =>
        db.CopyAsync(steps, ct);

    /// <summary>
    /// Everything that led to a thing: the steps back to the first recording, newest first. Only edges on the way are
    /// shown, so a sample's answer does not list its neighbours.
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
