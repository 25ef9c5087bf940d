using Governance.Catalog;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>The door to audits: preview, start, list and read them.</summary>
public sealed partial class AuditRuns(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>Previews an audit: which samples it assesses now, and which are excluded.</summary>
    public async Task<Result<AuditSelection>> OutlookAsync(Actor actor, AuditRequest request, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var suite = await SuiteAsync(db, request, ct);
        if (!suite.Ok)
            return suite.Refusal;
        var asked = await AskedAsync(db, request, ct);
        if (asked.Ok && GroupMeasures.Unknown(asked.Value.Samples.Rows, suite.Value) is { } unknown)
            return unknown;
        return asked.Ok ? asked.Value.Samples.Selection : asked.Refusal;
    }

    /// <summary>Starts an audit. If the same audit (versions and suite) is already running, that one is returned.</summary>
    public async Task<Result<AuditRun>> StartAsync(Actor actor, AuditRequest request, CancellationToken ct)
    {
        if (actor.Lacks(AuditsPolicies.Run) is { } refusal)
            return refusal;
        if (request.Suite?.Fault() is { } fault)
            return new SuiteUnusable(fault);
        await using var db = await databases.CreateDbContextAsync(ct);
        var named = await SuiteAsync(db, request, ct);
        if (!named.Ok)
            return named.Refusal;
        var suite = named.Value;
        var asked = await AskedAsync(db, request, ct);
        if (!asked.Ok)
            return asked.Refusal;
        var (model, version, data, samples) = asked.Value;
        if (GroupMeasures.Unknown(samples.Rows, suite) is { } unknown)
            return unknown;
        var running = await db.Set<AuditRun>()
            .AsNoTracking()
            .Where(a =>
                a.ModelVersionId == version.Id && a.DatasetVersionId == data.Id && a.State == AuditState.Running
            )
            .ToListAsync(ct);
        if (running.FirstOrDefault(a => a.Suite == suite && a.SuiteId == request.SuiteId) is { } same)
            return same;

        var id = Guid.CreateVersion7();
        var run = runs.Add(
            db,
            actor,
            new(AuditJob.Kind, new AuditTitle(model.Name, version.Number, data.Name), id, data.DatasetId, "steps")
        );
        var audit = new AuditRun
        {
            Id = id,
            ModelVersionId = version.Id,
            DatasetVersionId = data.Id,
            State = AuditState.Running,
            Suite = suite,
            SuiteId = request.SuiteId,
            RunId = run.Id,
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(audit);
        ledger.Append(
            db,
            actor,
            "audit.started",
            id,
            new
            {
                modelVersion = version.Id,
                version.OnnxDigest,
                datasetVersion = data.Id,
                data.ManifestDigest,
                suite,
                request.SuiteId,
                run = run.Id,
            }
        );
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        runs.Enqueue(run);
        return audit;
    }

    /// <summary>The thresholds of the named suite, or those of the request.</summary>
    private static async Task<Result<AuditSuite>> SuiteAsync(
        GovernanceDb db,
        AuditRequest request,
        CancellationToken ct
    )
    {
        if (request.SuiteId is not { } id)
            return request.Suite ?? new();
        if (request.Suite is not null)
            return new SuiteGivenTwice();
        var suite = await db.Set<SuiteVersion>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        return suite is null ? new NotFound("audit suite", id.ToString()) : suite.Suite;
    }

    private sealed record Asked(Model Model, ModelVersion Version, DatasetVersion Data, AuditSamples Samples);

    private async Task<Result<Asked>> AskedAsync(GovernanceDb db, AuditRequest request, CancellationToken ct)
    {
        var version = await db.Set<ModelVersion>()
            .AsNoTracking()
            .SingleOrDefaultAsync(v => v.Id == request.ModelVersionId, ct);
        if (version is null)
            return new NotFound("model version", request.ModelVersionId.ToString());
        var model = await db.Set<Model>().AsNoTracking().SingleAsync(m => m.Id == version.ModelId, ct);
        if (version.State != ModelVersionState.Ready)
            return new VersionNotAuditable(model.Name, version.Number, version.State);
        var dataId = request.DatasetVersionId ?? version.DatasetVersionId;
        var usable = await DatasetVersions.UsableAsync(db, dataId, ct);
        if (!usable.Ok)
            return usable.Refusal;
        var data = usable.Value;
        var samples = await AuditSamples.LoadAsync(db, model, version, data, time.GetUtcNow(), ct);
        return samples.Ok ? new Asked(model, version, data, samples.Value) : samples.Refusal;
    }
}
