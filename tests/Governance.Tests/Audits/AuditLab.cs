using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Audits;

/// <summary>
/// Eight subjects with twenty samples each, vectors that mostly tell the class, everybody's consent, and a really
/// trained model.
/// </summary>
internal sealed class AuditLab : IAsyncDisposable
{
    private readonly TrainingLab _training;

    private AuditLab(TrainingLab training, ModelVersion version) => (_training, Version) = (training, version);

    public Slice Slice => _training.Slice;
    public AuditRuns Audits => Slice.Get<AuditRuns>();
    public Purpose Purpose => _training.Purpose;
    public DatasetVersion Cut => _training.Cut;
    public ModelVersion Version { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<AuditLab> OpenAsync(TestDatabase server)
    {
        // Text tells less than the photo does.
        var training = await TrainingLab.OpenAsync(
            server,
            8,
            new(Text: 0.7f, Image: 1.4f, Noise: 1),
            ("light", ["day", "day", "dim", "dim"]),
            services => services.AddAudits()
        );
        var started = await training.TrainAsync(
            training.Wanted(FusionKind.Attention) with
            {
                Options = new()
                {
                    Hidden = 16,
                    Epochs = 15,
                    Batch = 16,
                    LearningRate = 0.01f,
                },
            }
        );
        var version = await training.VersionAsync(started[0].VersionId);
        Assert.Equal(ModelVersionState.Ready, version.State);
        return new(training, version);
    }

    public Task<DatasetVersion> SealAsync(string name, int size) => _training.SealAsync(name, size);

    public async Task<AuditRun> StartAsync(AuditSuite? suite = null)
    {
        var started = await Audits.StartAsync(Slice.Steward, new(Version.Id, null, suite), Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        return started.Value;
    }

    public async Task<AuditRow> FinishedAsync(Guid auditId)
    {
        await Slice.WorkAsync();
        var row = (await Audits.FindAsync(Slice.Steward, auditId, Ct)).Value;
        var run = await Slice.RunAsync(row.Audit.RunId!.Value);
        Assert.True(row.Audit.State == AuditState.Finished, run.Error ?? run.State.ToString());
        return row;
    }

    public RunContext ContextOf(AuditRun audit, TimeProvider? time = null) =>
        new(audit.RunId!.Value, audit.Id, Slice.Get<IDbContextFactory<GovernanceDb>>(), time ?? Slice.Time);

    public AuditJob Job() =>
        Slice.Get<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<AuditJob>();

    public async Task<IReadOnlyList<Subject>> TestSubjectsAsync()
    {
        await using var db = Slice.Db();
        var ids = await (
            from place in db.Set<ModelVersionSample>()
            where place.VersionId == Version.Id && place.Role == SampleRole.Test
            join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
            select sample.SubjectId
        )
            .Distinct()
            .ToListAsync(Ct);
        return [.. _training.Subjects.Where(s => ids.Contains(s.Id))];
    }

    public ValueTask DisposeAsync() => Slice.DisposeAsync();
}
