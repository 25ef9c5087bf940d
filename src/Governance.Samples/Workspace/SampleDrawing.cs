using Governance.Ingestion;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Samples;

/// <summary>
/// Draws the station's files and starts their imports. The run's target is the dataset. An archive that has an import is not
/// drawn again, so a killed run continues with the missing one.
/// </summary>
internal sealed class SampleDrawing(Imports imports, ScratchFolder scratch) : IRunJob
{
    public const string Kind = "sample-workspace";

    public async Task RunAsync(RunContext run, CancellationToken ct)
    {
        var total = StationPlan.Of(StationPlan.Seed).Sum(r => r.Inspections.Count);
        var before = 0;
        foreach (var archive in SampleArchive.All)
        {
            if (!await IsImportedAsync(imports, run.TargetId, archive, ct))
            {
                await using var file = scratch.CreateFile();
                await SampleFiles.WriteAsync(
                    archive,
                    file,
                    StationPlan.Seed,
                    done => run.ProgressAsync(new DrawingPhotos(), before + done, total, "photos", ct),
                    ct
                );
                file.Position = 0;
                var upload = SampleSteps.Expect(await imports.UploadAsync(Actor.Portal, file, archive.Name, ct));
                SampleSteps.Expect(
                    await imports.StartAsync(Actor.Portal, run.TargetId, SampleMap.Of(archive), upload, ct)
                );
            }
            before += StationPlan
                .Of(StationPlan.Seed)
                .Where(r => r.IsMachine == archive.Machines)
                .Sum(r => r.Inspections.Count);
        }
    }

    /// <summary>Does nothing: an archive is a temporary file until it is uploaded.</summary>
    public Task CleanUpAsync(Guid targetId, CancellationToken ct) => Task.CompletedTask;

    /// <summary>True when the archive has an import that neither failed nor was cancelled.</summary>
    public static async Task<bool> IsImportedAsync(
        Imports imports,
        Guid datasetId,
        SampleArchive archive,
        CancellationToken ct
    ) =>
        (await SampleSteps.AllAsync(cursor => imports.ListAsync(Actor.Portal, datasetId, cursor, null, ct))).Any(row =>
            row.Import.Name == archive.Name && row.Run.State is not (RunState.Failed or RunState.Cancelled)
        );
}
