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
/// Takes the sealed samples to a governed model: embeddings, three fusion models with an audit each, a champion with a
/// history, and a monitor with an alert. Each step checks what exists, so loading can stop anywhere and continue later.
/// </summary>
internal sealed class SampleChain(
    JobRuns runs,
    SampleProject project,
    Recipes recipes,
    Encoders encoders,
    EmbeddingSets embeddings,
    Trainings trainings,
    AuditRuns audits,
    SamplePolicies policies,
    SamplePromotions promotions,
    DriftMonitors monitors
)
{
    public const string ModelName = "pump-fault";
    private const string MonitorName = "Pumps, against daylight";

    /// <summary>The version to train on, the reference of the monitor, and a batch that differs from it.</summary>
    private static readonly (string Name, string[] Lighting)[] Versions =
    [
        ("All that research may use", []),
        ("By daylight", ["day", "backlit"]),
        ("By lamplight", ["artificial", "dim"]),
    ];

    /// <returns>Null when everything exists.</returns>
    public async Task<SampleStep?> NextAsync(Guid datasetId, CancellationToken ct)
    {
        var all = await SampleSteps.AllAsync(cursor => runs.ListAsync(Actor.Portal, datasetId, cursor, null, ct));
        if (all.Exists(r => !r.IsOver))
            return SampleStep.Waiting;
        var versions = new List<DatasetVersion>();
        foreach (var (name, lighting) in Versions)
        {
            var version = await project.DraftAsync(datasetId, name, RecipeOf(lighting), ct);
            if (version.State == VersionState.Draft)
            {
                await ThrowIfFailedAsync(version.Id, SealJob.Kind, ct);
                SampleSteps.Expect(await recipes.SealAsync(Actor.Portal, version.Id, ct));
                return SampleStep.Waiting;
            }
            versions.Add(version);
        }
        foreach (var version in versions)
            if (await EmbedAsync(version.Id, ct))
                return SampleStep.Waiting;
        if (await TrainAsync(versions[0].Id, ct))
            return SampleStep.Waiting;
        if (await AuditAsync(ct))
            return SampleStep.Waiting;
        if (await MonitorAsync(versions[1].Id, versions[2].Id, ct))
            return SampleStep.Waiting;
        if (await policies.NextAsync(ModelName, SamplePromotions.Alias, versions[0].Id, ct))
            return SampleStep.Advanced;
        return await promotions.NextAsync(ct) ? SampleStep.Advanced : null;
    }

    /// <summary>Every permitted sample with one of these values of lighting; none = with any.</summary>
    internal static Recipe RecipeOf(string[] lighting) =>
        new(
            new SampleQuery(
                lighting.Length == 0 ? null : new Dictionary<string, IReadOnlyList<string>> { ["lighting"] = lighting },
                Purpose: SampleConsents.Research
            ),
            ["fault"],
            AllocationScheme.Proportional,
            1000,
            2025,
            Split: SampleProject.Split
        );

    private async Task<bool> EmbedAsync(Guid versionId, CancellationToken ct)
    {
        var wanted = await EncodersAsync(ct);
        var sets = SampleSteps.Expect(await embeddings.SetsAsync(Actor.Portal, versionId, ct));
        Guid[] missing = [.. wanted.Except(sets.Where(s => s.Set.FinishedAt is not null).Select(s => s.Set.EncoderId))];
        if (missing.Length == 0)
            return false;
        foreach (var set in sets)
            await ThrowIfFailedAsync(set.Set.Id, EmbedJob.Kind, ct);
        SampleSteps.Expect(await embeddings.StartAsync(Actor.Portal, versionId, SampleConsents.Research, missing, ct));
        return true;
    }

    private async Task<bool> TrainAsync(Guid versionId, CancellationToken ct)
    {
        var versions = await promotions.VersionsAsync(ct);
        foreach (var failed in versions.Where(v => v.State != ModelVersionState.Ready))
            throw new SampleWorkspaceException(failed.Error ?? "Training a sample model failed.");
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
                    IntendedUse: "Suggests which fault an inspection shows, for a person who then checks. Not for stopping "
                        + "a pump automatically. Trained on synthetic samples only."
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
                await ThrowIfFailedAsync(row.Audit.Id, AuditJob.Kind, ct);
            SampleSteps.Expect(
                await audits.StartAsync(
                    Actor.Portal,
                    new AuditRequest(version.Id, SuiteId: await policies.SuiteAsync(ct)),
                    ct
                )
            );
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
        await ThrowIfFailedAsync(monitor.Id, CalibrationJob.Kind, ct);
        var checks = await SampleSteps.AllAsync(cursor =>
            monitors.ChecksAsync(Actor.Portal, monitor.Id, cursor, null, ct)
        );
        if (checks.FirstOrDefault() is { } row)
        {
            await ThrowIfFailedAsync(row.Check.Id, DriftCheckJob.Kind, ct);
            return false;
        }
        SampleSteps.Expect(await monitors.CheckAsync(Actor.Portal, monitor.Id, batchId, ct));
        return true;
    }

    /// <summary>Active built-in encoders, ordered by modality name because a training keeps the order of its encoders.</summary>
    private async Task<IReadOnlyList<Guid>> EncodersAsync(CancellationToken ct) =>
        [
            .. SampleSteps
                .Expect(await encoders.ListAsync(Actor.Portal, ct))
                .Select(row => row.Encoder)
                .Where(e => e.BuiltIn && e.State == EncoderState.Active)
                .OrderBy(e => e.Modality.ToString(), StringComparer.Ordinal)
                .Select(e => e.Id),
        ];

    /// <summary>Throws when the last run failed or was cancelled, instead of repeating it.</summary>
    private async Task ThrowIfFailedAsync(Guid targetId, string kind, CancellationToken ct)
    {
        var last = SampleSteps.Expect(await runs.LastAsync(Actor.Portal, kind, targetId, ct));
        if (last?.State is RunState.Failed or RunState.Cancelled)
            throw new SampleWorkspaceException(last.Error ?? $"“{last.Title}” failed.");
    }
}
