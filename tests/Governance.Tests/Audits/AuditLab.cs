using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Audits;

/// <summary>Eight subjects with twenty samples each, vectors that mostly tell the class, everybody's consent, and a really trained model.</summary>
internal sealed class AuditLab : IAsyncDisposable
{
    private const int Dimension = 6;

    private AuditLab(Slice slice) => Slice = slice;

    public Slice Slice { get; }
    public AuditDesk Desk => Slice.Get<AuditDesk>();
    public AuditShelf Shelf => Slice.Get<AuditShelf>();
    public Purpose Purpose { get; private set; } = default!;
    public IReadOnlyList<Subject> Subjects { get; private set; } = [];
    public Dataset Dataset { get; private set; } = default!;
    public DatasetVersion Cut { get; private set; } = default!;
    public ModelVersion Version { get; private set; } = default!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<AuditLab> OpenAsync(TestDatabase server)
    {
        var slice = await Slice.OpenAsync(server, services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddModels().AddAudits());
        var lab = new AuditLab(slice) { Purpose = await slice.PurposeAsync() };
        (lab.Dataset, lab.Subjects, var samples) = await slice.PumpsAsync(8, 20, ("fault", ["none", "leak", "leak", "none"]), ("light", ["day", "day", "dim", "dim"]));
        foreach (var subject in lab.Subjects) await slice.ConsentAsync(subject, lab.Purpose);
        lab.Cut = await lab.SealAsync("All", samples.Count);
        var encoders = await lab.EmbedAsync(samples);
        var started = await slice.Get<TrainingDesk>().StartAsync(Slice.Steward, new NewTraining(
            "fault", lab.Cut.Id, lab.Purpose.Code, new(LabelOrigin.Stratum, "fault"), encoders, [FusionKind.Attention],
            Seed: 7, Options: new() { Hidden = 16, Epochs = 15, Batch = 16, LearningRate = 0.01f }), Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        await slice.WorkAsync();
        await using var db = slice.Db();
        lab.Version = await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == started.Value[0].VersionId, Ct);
        Assert.Equal(ModelVersionState.Ready, lab.Version.State);
        return lab;
    }

    public async Task<DatasetVersion> SealAsync(string name, int size, string? fault = null)
    {
        var strata = fault is null ? null : new Dictionary<string, IReadOnlyList<string>> { ["fault"] = [fault] };
        var recipe = new Recipe(new SampleQuery(Purpose: Purpose.Code, Strata: strata), [], AllocationScheme.Proportional, size, 1);
        var draft = (await Slice.Get<RecipeBook>().DraftAsync(Slice.Steward, Dataset.Id, name, recipe, Ct)).Value;
        await Slice.Get<RecipeBook>().SealAsync(Slice.Steward, draft.Id, Ct);
        await Slice.WorkAsync();
        await using var db = Slice.Db();
        return await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.Id, Ct);
    }

    public async Task<AuditRun> StartAsync(AuditSuite? suite = null)
    {
        var started = await Desk.StartAsync(Slice.Steward, new(Version.Id, null, suite), Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        return started.Value;
    }

    public async Task<AuditRow> FinishedAsync(Guid auditId)
    {
        await Slice.WorkAsync();
        var row = (await Shelf.FindAsync(Slice.Steward, auditId, Ct)).Value;
        var run = await Slice.RunAsync(row.Audit.RunId!.Value);
        Assert.True(row.Audit.State == AuditState.Finished, run.Error ?? run.State.ToString());
        return row;
    }

    public RunContext ContextOf(AuditRun audit) => new(audit.RunId!.Value, audit.Id, Slice.Get<IDbContextFactory<GovernanceDb>>(), Slice.Time);

    public AuditJob Job() => Slice.Get<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<AuditJob>();

    public async Task<IReadOnlyList<Subject>> TestSubjectsAsync()
    {
        await using var db = Slice.Db();
        var ids = await (from place in db.Set<ModelVersionSample>()
                         where place.VersionId == Version.Id && place.Role == SampleRole.Test
                         join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
                         select sample.SubjectId).Distinct().ToListAsync(Ct);
        return [.. Subjects.Where(s => ids.Contains(s.Id))];
    }

    public ValueTask DisposeAsync() => Slice.DisposeAsync();

    private async Task<Guid[]> EmbedAsync(IReadOnlyList<Sample> samples)
    {
        await using var db = Slice.Db();
        var (random, encoders) = (new Random(5), new List<Guid>());
        foreach (var modality in new[] { Modality.Text, Modality.Image })
        {
            var encoder = new Encoder
            {
                Name = $"test {modality}",
                Modality = modality,
                Spec = "{}",
                OnnxDigest = new('e', 64),
                OnnxBytes = 1,
                Digest = new(modality == Modality.Text ? 'b' : 'c', 64),
                Dimension = Dimension,
                Parameters = 1,
                BuiltIn = false,
                CheckedAt = Slice.Start,
                CheckedOn = "test",
                DryRun = "test",
                CreatedAt = Slice.Start,
                CreatedBy = "test",
                State = EncoderState.Active,
            };
            var run = new Run { Kind = "test", Title = "test", TargetId = Cut.Id, StartedById = Guid.Empty, StartedBy = "test", CreatedAt = Slice.Start };
            var set = new EmbeddingSet
            {
                EncoderId = encoder.Id,
                VersionId = Cut.Id,
                PurposeId = Purpose.Id,
                RunId = run.Id,
                Modality = modality,
                EncoderDigest = encoder.Digest,
                StartedAt = Slice.Start,
                StartedBy = "test",
            };
            encoders.Add(encoder.Id);
            db.AddRange(encoder, run, set);
            foreach (var sample in samples.Where(s => (s.Present & modality.AsSet()) != 0))
            {
                // Text tells less than the photo does.
                var strength = (modality == Modality.Text ? 0.7f : 1.4f) * (sample.Strata["fault"] == "leak" ? 1f : -1f);
                db.Add(new Embedding
                {
                    EncoderId = encoder.Id,
                    SampleId = sample.Id,
                    SetId = set.Id,
                    InputDigest = new('d', 64),
                    Vector = [.. Enumerable.Range(0, Dimension).Select(i => (i == 0 ? strength : 0) + 2 * (float)random.NextDouble() - 1)],
                });
            }
        }
        Slice.Get<LedgerBook>().Append(db, Slice.Steward, "test.seeded", Cut.Id);
        await db.SaveChangesAsync(Ct);
        return [.. encoders];
    }
}
