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

namespace Governance.Samples;

/// <summary>
/// From the sealed samples to a governed model: embeddings, three fusions with an audit each, a champion with its
/// history, a monitor with an alert. Each step looks at what is there, so it can be stopped anywhere and begun again.
/// </summary>
internal sealed class SampleChain(
    JobRuns runs,
    SampleProject project,
    Recipes recipes,
    Encoders encoders,
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
        var all = await SampleSteps.AllAsync(cursor => runs.ListAsync(Actor.Portal, datasetId, cursor, null, ct));
        if (all.Exists(r => !r.IsOver))
            return SampleStep.Waiting;
        var cuts = new List<DatasetVersion>();
        foreach (var (name, lighting) in Versions)
        {
            var cut = await CutAsync(datasetId, name, lighting, ct);
            if (cut.State == VersionState.Draft)
            {
                await RefuseFailedAsync(cut.Id, SealJob.Kind, ct);
                SampleSteps.Expect(await recipes.SealAsync(Actor.Portal, cut.Id, ct));
                return SampleStep.Waiting;
            }
            cuts.Add(cut);
        }
        foreach (var cut in cuts)
            if (await EmbedAsync(cut.Id, ct))
                return SampleStep.Waiting;
        if (await TrainAsync(cuts[0].Id, ct))
            return SampleStep.Waiting;
        if (await AuditAsync(ct))
            return SampleStep.Waiting;
        if (await MonitorAsync(cuts[1].Id, cuts[2].Id, ct))
            return SampleStep.Waiting;
        return await promotions.NextAsync(ct) ? SampleStep.Went : null;
    }

    private async Task<DatasetVersion> CutAsync(Guid datasetId, string name, string[] lighting, CancellationToken ct)
    {
        var strata =
            lighting.Length == 0 ? null : new Dictionary<string, IReadOnlyList<string>> { ["lighting"] = lighting };
        var recipe = new Recipe(
            new SampleQuery(strata, Purpose: SampleConsents.Research),
            ["fault"],
            AllocationScheme.Proportional,
            1000,
            2025
        );
        return await project.DraftAsync(datasetId, name, recipe, ct);
    }

    private async Task<bool> EmbedAsync(Guid versionId, CancellationToken ct)
    {
        var wanted = await EncodersAsync(ct);
        var sets = SampleSteps.Expect(await embeddings.SetsAsync(Actor.Portal, versionId, ct));
        Guid[] missing = [.. wanted.Except(sets.Where(s => s.Set.FinishedAt is not null).Select(s => s.Set.EncoderId))];
        if (missing.Length == 0)
            return false;
        foreach (var set in sets)
            await RefuseFailedAsync(set.Set.Id, EmbedJob.Kind, ct);
        SampleSteps.Expect(await embeddings.StartAsync(Actor.Portal, versionId, SampleConsents.Research, missing, ct));
        return true;
    }

    private async Task<bool> TrainAsync(Guid versionId, CancellationToken ct)
    {
        var versions = await promotions.VersionsAsync(ct);
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
                    await EncodersAsync(ct),
                    [FusionKind.Early, FusionKind.Late, FusionKind.Attention],
                    Seed: 1,
                    Title: "Pump fault",
                    IntendedUse: "Suggests which fault an inspection shows, for a person who then looks. Not for stopping "
                        + "a pump by itself. Learned from synthetic samples only."
                ),
                ct
            )
        );
        return true;
    }

    private async Task<bool> AuditAsync(CancellationToken ct)
    {
        var started = false;
        foreach (var version in await promotions.VersionsAsync(ct))
        {
            var done = await SampleSteps.AllAsync(cursor =>
                audits.ListAsync(Actor.Portal, version.Id, null, cursor, null, ct)
            );
            if (done.Exists(row => row.Audit.State == AuditState.Finished))
                continue;
            foreach (var row in done)
                await RefuseFailedAsync(row.Audit.Id, AuditJob.Kind, ct);
            SampleSteps.Expect(await audits.StartAsync(Actor.Portal, new AuditRequest(version.Id), ct));
            started = true;
        }
        return started;
    }

    private async Task<bool> MonitorAsync(Guid referenceId, Guid batchId, CancellationToken ct)
    {
        var all = await SampleSteps.AllAsync(cursor => monitors.ListAsync(Actor.Portal, cursor, null, ct));
        var monitor = all.SingleOrDefault(row => row.Monitor.Name == MonitorName)?.Monitor;
        if (monitor is null)
        {
            SampleSteps.Expect(
                await monitors.CreateAsync(Actor.Portal, MonitorName, referenceId, SampleConsents.Research, ct)
            );
            return true;
        }
        await RefuseFailedAsync(monitor.Id, CalibrationJob.Kind, ct);
        var checks = await SampleSteps.AllAsync(cursor =>
            monitors.ChecksAsync(Actor.Portal, monitor.Id, cursor, null, ct)
        );
        if (checks.FirstOrDefault() is { } row)
        {
            await RefuseFailedAsync(row.Check.Id, DriftCheckJob.Kind, ct);
            return false;
        }
        SampleSteps.Expect(await monitors.CheckAsync(Actor.Portal, monitor.Id, batchId, ct));
        return true;
    }

    /// <summary>By the name of their modality: a training keeps the order in which it was asked for them.</summary>
    private async Task<IReadOnlyList<Guid>> EncodersAsync(CancellationToken ct) =>
        [
            .. SampleSteps
                .Expect(await encoders.ListAsync(Actor.Portal, ct))
                .Select(row => row.Encoder)
                .Where(e => e.BuiltIn && e.State == EncoderState.Active)
                .OrderBy(e => e.Modality.ToString(), StringComparer.Ordinal)
                .Select(e => e.Id),
        ];

    /// <summary>What failed once would fail again: said once, and tried again by the next start of the host.</summary>
    private async Task RefuseFailedAsync(Guid targetId, string kind, CancellationToken ct)
    {
        var last = SampleSteps.Expect(await runs.LastAsync(Actor.Portal, kind, targetId, ct));
        if (last?.State is RunState.Failed or RunState.Cancelled)
            throw new SampleWorkspaceException(last.Error ?? $"“{last.Title}” did not succeed.");
    }
}
