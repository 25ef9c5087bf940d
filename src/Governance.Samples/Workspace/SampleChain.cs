using Governance.Audits;
using Governance.Catalog;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Monitoring;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Microsoft.EntityFrameworkCore;

namespace Governance.Samples;

/// <summary>
/// From the sealed samples to a governed model: embeddings, three fusions with an audit each, a champion with its
/// history, a monitor with an alert. Each step looks at what is there, so it can be stopped anywhere and begun again.
/// </summary>
internal sealed class SampleChain(
    IDbContextFactory<GovernanceDb> databases,
    Recipes recipes,
    EmbeddingSets embeddings,
    Trainings trainings,
    AuditRuns audits,
    SamplePromotions promotions,
    DriftMonitors monitors
)
{
    public const string ModelName = "pump-fault";
    private const string MonitorName = "Pumps, against daylight";

    /// <summary>What the models learn from, what the monitor compares with, and what it finds different.</summary>
    private static readonly (string Name, string[] Lighting)[] Versions =
    [
        ("All that research may use", []),
        ("By daylight", ["day", "backlit"]),
        ("By lamplight", ["artificial", "dim"]),
    ];

    /// <returns>Null when all of it is there.</returns>
    public async Task<SampleStep?> NextAsync(Guid datasetId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (
            await db.Set<Run>()
                .AnyAsync(
                    r => r.DatasetId == datasetId && (r.State == RunState.Queued || r.State == RunState.Running),
                    ct
                )
        )
            return SampleStep.Waiting;
        var cuts = new List<DatasetVersion>();
        foreach (var (name, lighting) in Versions)
        {
            var cut = await CutAsync(db, datasetId, name, lighting, ct);
            if (cut.State == VersionState.Draft)
            {
                await RefuseFailedAsync(db, cut.Id, SealJob.Kind, ct);
                SampleSteps.Expect(await recipes.SealAsync(Actor.Portal, cut.Id, ct));
                return SampleStep.Waiting;
            }
            cuts.Add(cut);
        }
        foreach (var cut in cuts)
            if (await EmbedAsync(db, cut.Id, ct))
                return SampleStep.Waiting;
        if (await TrainAsync(db, cuts[0].Id, ct))
            return SampleStep.Waiting;
        if (await AuditAsync(db, ct))
            return SampleStep.Waiting;
        if (await MonitorAsync(db, cuts[1].Id, cuts[2].Id, ct))
            return SampleStep.Waiting;
        return await promotions.NextAsync(ct) ? SampleStep.Went : null;
    }

    private async Task<DatasetVersion> CutAsync(
        GovernanceDb db,
        Guid datasetId,
        string name,
        string[] lighting,
        CancellationToken ct
    )
    {
        if (
            await db.Set<DatasetVersion>()
                .AsNoTracking()
                .Where(v => v.DatasetId == datasetId && v.Name == name)
                .OrderBy(v => v.Number)
                .FirstOrDefaultAsync(ct) is
            { } there
        )
            return there;
        var strata =
            lighting.Length == 0 ? null : new Dictionary<string, IReadOnlyList<string>> { ["lighting"] = lighting };
        var recipe = new Recipe(
            new SampleQuery(strata, Purpose: SampleConsents.Research),
            ["fault"],
            AllocationScheme.Proportional,
            1000,
            2025
        );
        return SampleSteps.Expect(await recipes.DraftAsync(Actor.Portal, datasetId, name, recipe, ct));
    }

    private async Task<bool> EmbedAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var encoders = await EncodersAsync(db, ct);
        var done = await db.Set<EmbeddingSet>()
            .Where(s => s.VersionId == versionId && s.FinishedAt != null)
            .Select(s => s.EncoderId)
            .Distinct()
            .ToListAsync(ct);
        Guid[] missing = [.. encoders.Except(done)];
        if (missing.Length == 0)
            return false;
        var sets = await db.Set<EmbeddingSet>().Where(s => s.VersionId == versionId).Select(s => s.Id).ToListAsync(ct);
        foreach (var set in sets)
            await RefuseFailedAsync(db, set, EmbedJob.Kind, ct);
        SampleSteps.Expect(await embeddings.StartAsync(Actor.Portal, versionId, SampleConsents.Research, missing, ct));
        return true;
    }

    private async Task<bool> TrainAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var versions = await VersionsAsync(db, ct);
        foreach (var failed in versions.Where(v => v.State != ModelVersionState.Ready))
            throw new SampleWorkspaceException(failed.Error ?? "Training a sample model did not succeed.");
        if (versions.Count > 0)
            return false;
        SampleSteps.Expect(
            await trainings.StartAsync(
                Actor.Portal,
                new NewTraining(
                    ModelName,
                    versionId,
                    SampleConsents.Research,
                    new LabelSource(LabelOrigin.Stratum, "fault"),
                    await EncodersAsync(db, ct),
                    [FusionKind.Early, FusionKind.Late, FusionKind.Attention],
                    Seed: 1,
                    Title: "Pump fault",
                    IntendedUse: "Suggests which fault an inspection shows, for a person who then looks. Not for stopping a pump by itself. Learned from synthetic samples only."
                ),
                ct
            )
        );
        return true;
    }

    private async Task<bool> AuditAsync(GovernanceDb db, CancellationToken ct)
    {
        var started = false;
        foreach (var version in await VersionsAsync(db, ct))
        {
            var runs = await db.Set<AuditRun>()
                .AsNoTracking()
                .Where(a => a.ModelVersionId == version.Id)
                .ToListAsync(ct);
            if (runs.Any(a => a.State == AuditState.Finished))
                continue;
            foreach (var one in runs)
                await RefuseFailedAsync(db, one.Id, AuditJob.Kind, ct);
            SampleSteps.Expect(await audits.StartAsync(Actor.Portal, new AuditRequest(version.Id), ct));
            started = true;
        }
        return started;
    }

    private async Task<bool> MonitorAsync(GovernanceDb db, Guid referenceId, Guid batchId, CancellationToken ct)
    {
        var monitor = await db.Set<DriftMonitor>().AsNoTracking().SingleOrDefaultAsync(m => m.Name == MonitorName, ct);
        if (monitor is null)
        {
            SampleSteps.Expect(
                await monitors.CreateAsync(Actor.Portal, MonitorName, referenceId, SampleConsents.Research, ct)
            );
            return true;
        }
        await RefuseFailedAsync(db, monitor.Id, CalibrationJob.Kind, ct);
        var check = await db.Set<DriftCheck>().AsNoTracking().FirstOrDefaultAsync(c => c.MonitorId == monitor.Id, ct);
        if (check is not null)
        {
            await RefuseFailedAsync(db, check.Id, DriftCheckJob.Kind, ct);
            return false;
        }
        SampleSteps.Expect(await monitors.CheckAsync(Actor.Portal, monitor.Id, batchId, ct));
        return true;
    }

    private static Task<List<ModelVersion>> VersionsAsync(GovernanceDb db, CancellationToken ct) =>
        db.Set<ModelVersion>()
            .AsNoTracking()
            .Where(v => db.Set<Model>().Any(m => m.Id == v.ModelId && m.Name == ModelName))
            .OrderBy(v => v.Number)
            .ToListAsync(ct);

    private static async Task<Guid[]> EncodersAsync(GovernanceDb db, CancellationToken ct) =>
        await db.Set<Encoder>()
            .Where(e => e.BuiltIn && e.State == EncoderState.Active)
            .OrderBy(e => e.Modality)
            .Select(e => e.Id)
            .ToArrayAsync(ct);

    /// <summary>What failed once would fail again: said once, and tried again by the next start of the host.</summary>
    private static async Task RefuseFailedAsync(GovernanceDb db, Guid targetId, string kind, CancellationToken ct)
    {
        var last = await db.Set<Run>()
            .AsNoTracking()
            .Where(r => r.TargetId == targetId && r.Kind == kind)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(ct);
        if (last?.State is RunState.Failed or RunState.Cancelled)
            throw new SampleWorkspaceException(last.Error ?? $"“{last.Title}” did not succeed.");
    }
}
