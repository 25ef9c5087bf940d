using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Monitoring;

/// <summary>The door to drift monitors: create them, check batches, list and close alerts.</summary>
public sealed class DriftMonitors(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>Family-wise significance level of a new monitor.</summary>
    public const double DefaultLevel = 0.05;

    /// <summary>Creates a monitor and starts the run that measures its false-alarm rate on the reference.</summary>
    public async Task<Result<DriftMonitor>> CreateAsync(
        Actor actor,
        string name,
        Guid referenceId,
        string purposeCode,
        CancellationToken ct
    )
    {
        if (actor.Lacks(MonitoringPolicies.Run) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(name))
            return new MonitorNameMissing();
        if (TextRule.Check("name", name.Trim(), 120) is { } unfit)
            return unfit;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await FindAsync(db, referenceId, purposeCode, ct);
        if (!found.Ok)
            return found.Refusal;
        var (version, purpose) = found.Value;
        var monitorId = Guid.CreateVersion7();
        var run = runs.Add(
            db,
            actor,
            new(CalibrationJob.Kind, new CalibrationTitle(name.Trim()), monitorId, version.DatasetId, "comparisons")
        );
        var monitor = new DriftMonitor
        {
            Id = monitorId,
            Name = name.Trim(),
            ReferenceId = referenceId,
            PurposeId = purpose.Id,
            Level = DefaultLevel,
            Seed = version.Seed,
            Created = new(actor.Name, time.GetUtcNow()),
            RunId = run.Id,
        };
        db.Add(monitor);
        ledger.Append(
            db,
            actor,
            "monitor.created",
            monitor.Id,
            new
            {
                reference = referenceId,
                version.ManifestDigest,
                purpose = purpose.Id,
                monitor.Level,
            }
        );
        if (await db.TrySaveAsync(new MonitorNameTaken(monitor.Name), ct) is { } refused)
            return refused;
        runs.Enqueue(run);
        return monitor;
    }

    /// <summary>Starts a check of a sealed, embedded version against the monitor's reference.</summary>
    public async Task<Result<DriftCheck>> CheckAsync(Actor actor, Guid monitorId, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(MonitoringPolicies.Run) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var monitor = await db.Set<DriftMonitor>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == monitorId, ct);
        if (monitor is null)
            return new NotFound("monitor", monitorId.ToString());
        if (monitor.Trials is null)
            return new MonitorNotReady(monitor.Name);
        if (monitor.ReferenceId == versionId)
            return new BatchIsReference();
        var purposeCode = await db.Set<Purpose>()
            .Where(p => p.Id == monitor.PurposeId)
            .Select(p => p.Code)
            .SingleAsync(ct);
        if (await RefuseAsync(db, monitor, versionId, ct) is { } unfit)
            return unfit;
        var found = await FindAsync(db, versionId, purposeCode, ct);
        if (!found.Ok)
            return found.Refusal;
        var checkId = Guid.CreateVersion7();
        var run = runs.Add(
            db,
            actor,
            new(
                DriftCheckJob.Kind,
                new DriftCheckTitle(found.Value.Version.Name),
                checkId,
                found.Value.Version.DatasetId,
                "steps"
            )
        );
        var check = new DriftCheck
        {
            Id = checkId,
            MonitorId = monitorId,
            Number =
                (await db.Set<DriftCheck>().Where(c => c.MonitorId == monitorId).MaxAsync(c => (int?)c.Number, ct) ?? 0)
                + 1,
            VersionId = versionId,
            RunId = run.Id,
            Started = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(check);
        ledger.Append(
            db,
            actor,
            "drift.check-started",
            check.Id,
            new
            {
                monitor = monitorId,
                version = versionId,
                found.Value.Version.ManifestDigest,
                run = run.Id,
            }
        );
        if (await db.TrySaveAsync(new ChangedMeanwhile("monitor's list of batches"), ct) is { } refused)
            return refused;
        runs.Enqueue(run);
        return check;
    }

    /// <summary>Closes an alert with a note of 1 to 2000 characters on what was found or done.</summary>
    public async Task<Result> CloseAsync(Actor actor, Guid alertId, string note, CancellationToken ct)
    {
        if (actor.Lacks(MonitoringPolicies.Run) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(note))
            return new AlertNeedsNote();
        if (TextRule.Check("note", note.Trim(), 2000) is { } unfit)
            return unfit;
        await using var db = await databases.CreateDbContextAsync(ct);
        var alert = await db.Set<DriftAlert>().SingleOrDefaultAsync(a => a.Id == alertId, ct);
        if (alert is null)
            return new NotFound("alert", alertId.ToString());
        if (alert.State == AlertState.Closed)
            return new AlertIsClosed();
        (alert.State, alert.Closed) = (AlertState.Closed, new(actor.Name, time.GetUtcNow()));
        alert.Note = note.Trim();
        ledger.Append(db, actor, "drift.alert-closed", alert.Id, new { alert.CheckId });
        if (await db.TrySaveAsync(ct, "alert") is { } unsaved)
            return unsaved;
        return Result.Done;
    }

    /// <summary>Lists monitors, newest first.</summary>
    public async Task<Result<Page<MonitorRow>>> ListAsync(Actor actor, string? cursor, int? size, CancellationToken ct)
    {
        if (actor.Lacks(MonitoringPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var monitors = db.Set<DriftMonitor>().AsNoTracking();
        return await monitors.ToPageAsync(m => m.Id, new(cursor, size), some => Rows(db, some), r => r.Monitor.Id, ct);
    }

    /// <summary>A monitor with its counts.</summary>
    public async Task<Result<MonitorRow>> FindAsync(Actor actor, Guid monitorId, CancellationToken ct)
    {
        if (actor.Lacks(MonitoringPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<DriftMonitor>().AsNoTracking().Where(m => m.Id == monitorId))
            .SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("monitor", monitorId.ToString()) : row;
    }

    /// <summary>Lists the checks of a monitor, newest first.</summary>
    public async Task<Result<Page<CheckRow>>> ChecksAsync(
        Actor actor,
        Guid monitorId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(MonitoringPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var checks = db.Set<DriftCheck>().AsNoTracking().Where(c => c.MonitorId == monitorId);
        return await checks.ToPageAsync(
            c => c.Id,
            new(cursor, size),
            some =>
                from check in some
                join version in db.Set<DatasetVersion>() on check.VersionId equals version.Id
                join run in db.Set<Run>() on check.RunId equals run.Id
                join alert in db.Set<DriftAlert>() on check.Id equals alert.CheckId into alerts
                from alert in alerts.DefaultIfEmpty()
                orderby check.Id descending
                select new CheckRow(check, version.DatasetId, version.Name, run, alert),
            r => r.Check.Id,
            ct
        );
    }

    /// <summary>Lists alerts, newest first, at most <see cref="Cursor.MaxPageSize"/>.</summary>
    public async Task<Result<IReadOnlyList<AlertRow>>> AlertsAsync(Actor actor, bool openOnly, CancellationToken ct)
    {
        if (actor.Lacks(MonitoringPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await (
            from alert in db.Set<DriftAlert>().AsNoTracking()
            where !openOnly || alert.State == AlertState.Open
            join check in db.Set<DriftCheck>() on alert.CheckId equals check.Id
            join monitor in db.Set<DriftMonitor>() on check.MonitorId equals monitor.Id
            join purpose in db.Set<Purpose>() on monitor.PurposeId equals purpose.Id
            join version in db.Set<DatasetVersion>() on check.VersionId equals version.Id
            orderby alert.Id descending
            select new AlertRow(
                alert,
                monitor.Id,
                monitor.Name,
                version.DatasetId,
                version.Name,
                purpose.Code,
                version.SampleCount ?? 0
            )
        )
            .Take(Cursor.MaxPageSize)
            .ToListAsync(ct);
        return Result.Of<IReadOnlyList<AlertRow>>(rows);
    }

    /// <summary>Number of open alerts.</summary>
    public async Task<Result<int>> OpenAlertsAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Lacks(MonitoringPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<DriftAlert>().CountAsync(a => a.State == AlertState.Open, ct);
    }

    /// <summary>
    /// Why a version cannot be compared with the reference, null if it can or does not exist; versions are sealed, so the answer
    /// stays.
    /// </summary>
    private static async Task<Refusal?> RefuseAsync(
        GovernanceDb db,
        DriftMonitor monitor,
        Guid versionId,
        CancellationToken ct
    )
    {
        var name = await db.Set<DatasetVersion>()
            .Where(v => v.Id == versionId)
            .Select(v => v.Name)
            .SingleOrDefaultAsync(ct);
        if (name is null)
            return null;
        var places = db.Set<VersionSample>().Where(p => p.SampleId != null);
        var shared = await places
            .Where(p => p.VersionId == versionId)
            .CountAsync(p => places.Any(o => o.VersionId == monitor.ReferenceId && o.SampleId == p.SampleId), ct);
        if (shared > 0)
            return new BatchOverlapsReference(name, shared);
        var schema = await DriftSchema.OfAsync(db, monitor.ReferenceId, ct);
        var (lacking, added) = schema.Compare(await DriftSchema.OfAsync(db, versionId, ct));
        return lacking.Count + added.Count == 0 ? null : new BatchOfOtherSchema(name, lacking, added);
    }

    private static async Task<Result<(DatasetVersion Version, Purpose Purpose)>> FindAsync(
        GovernanceDb db,
        Guid versionId,
        string purposeCode,
        CancellationToken ct
    )
    {
        var named = await Consents.PurposeAsync(db, "purpose", purposeCode, ct);
        if (!named.Ok)
            return named.Refusal;
        var usable = await DatasetVersions.UsableAsync(db, versionId, ct);
        if (!usable.Ok)
            return usable.Refusal;
        var version = usable.Value;
        var purpose = named.Value;
        var encoders = await DriftSource.EncodersAsync(db, versionId, purpose.Id, ct);
        return encoders.All(e => e is null) ? new VersionHasNoVectors(version.Name) : (version, purpose);
    }

    private static IQueryable<MonitorRow> Rows(GovernanceDb db, IQueryable<DriftMonitor> monitors) =>
        from monitor in monitors
        join version in db.Set<DatasetVersion>() on monitor.ReferenceId equals version.Id
        join dataset in db.Set<Dataset>() on version.DatasetId equals dataset.Id
        join purpose in db.Set<Purpose>() on monitor.PurposeId equals purpose.Id
        orderby monitor.Id descending
        select new MonitorRow(
            monitor,
            dataset.Id,
            dataset.Name,
            version.Name,
            purpose.Code,
            db.Set<DriftCheck>().Count(c => c.MonitorId == monitor.Id && c.FinishedAt != null),
            db.Set<DriftCheck>().Where(c => c.MonitorId == monitor.Id).Max(c => c.FinishedAt),
            db.Set<DriftCheck>()
                .Where(c => c.MonitorId == monitor.Id && c.FinishedAt != null)
                .OrderByDescending(c => c.Number)
                .Select(c => c.Findings)
                .FirstOrDefault(),
            db.Set<DriftAlert>()
                .Count(a =>
                    a.State == AlertState.Open
                    && db.Set<DriftCheck>().Any(c => c.Id == a.CheckId && c.MonitorId == monitor.Id)
                )
        );
}
