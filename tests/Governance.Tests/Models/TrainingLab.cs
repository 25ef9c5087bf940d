using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Platform.Runs;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Models;

/// <summary>How much the first number of a sample's vectors tells of its class, and what noise lies over all six numbers.</summary>
internal sealed record Telling(float Text, float Image, float Noise);

/// <summary>Subjects with twenty samples each, made-up vectors that tell the class, and everybody's consent.</summary>
internal sealed class TrainingLab : IAsyncDisposable
{
    public const int SamplesEach = 20;
    private const int Dimension = 6;

    private TrainingLab(Slice slice) => Slice = slice;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Slice Slice { get; }
    public Trainings Trainings => Slice.Get<Trainings>();
    public ModelRegistry Registry => Slice.Get<ModelRegistry>();
    public Purpose Purpose { get; private set; } = default!;
    public IReadOnlyList<Subject> Subjects { get; private set; } = [];
    public Dataset Dataset { get; private set; } = default!;
    public DatasetVersion Cut { get; private set; } = default!;
    private Guid[] Encoders { get; set; } = [];

    /// <param name="strata">Besides <c>fault</c>, which is the label.</param>
    /// <param name="more">Adds the capabilities above the models.</param>
    public static async Task<TrainingLab> OpenAsync(
        TestDatabase server,
        int subjects,
        Telling telling,
        (string Name, string[] Values) strata,
        Action<IServiceCollection>? more = null
    )
    {
        var slice = await Slice.OpenAsync(server, services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddModels();
            more?.Invoke(services);
        });
        var lab = new TrainingLab(slice) { Purpose = await slice.PurposeAsync() };
        (lab.Dataset, lab.Subjects, var samples) = await slice.PumpsAsync(
            subjects,
            SamplesEach,
            ("fault", ["none", "leak", "leak", "none"]),
            strata
        );
        foreach (var subject in lab.Subjects)
            await slice.ConsentAsync(subject, lab.Purpose);
        lab.Cut = await lab.SealAsync("All", samples.Count);
        lab.Encoders = await lab.EmbedAsync(samples, telling);
        return lab;
    }

    /// <param name="split">Null = by subject.</param>
    public async Task<DatasetVersion> SealAsync(string name, int size, EvaluationSplit? split = null)
    {
        // A quarter, so that two of eight subjects are for testing whatever their pseudonyms.
        var recipe = new Recipe(
            new SampleQuery(Purpose: Purpose.Code),
            [],
            AllocationScheme.Proportional,
            size,
            1,
            Split: split ?? new() { Test = .25 }
        );
        var draft = (await Slice.Get<Recipes>().DraftAsync(Slice.Steward, Dataset.Id, name, recipe, Ct)).Value;
        await Slice.Get<Recipes>().SealAsync(Slice.Steward, draft.Id, Ct);
        await Slice.WorkAsync();
        await using var db = Slice.Db();
        return await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == draft.Id, Ct);
    }

    /// <summary>The subjects of a part of the version's evaluation split.</summary>
    public async Task<IReadOnlyList<Subject>> SubjectsAsync(SplitPart part)
    {
        await using var db = Slice.Db();
        var ids = await (
            from place in db.Set<VersionSample>()
            where place.VersionId == Cut.Id && place.Part == part
            join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
            select sample.SubjectId
        )
            .Distinct()
            .ToListAsync(Ct);
        return [.. Subjects.Where(s => ids.Contains(s.Id))];
    }

    public NewTraining Wanted(params FusionKind[] kinds) =>
        new(
            "fault",
            Cut.Id,
            Purpose.Code,
            new(LabelOrigin.Stratum, "fault"),
            Encoders,
            kinds.Length == 0 ? [FusionKind.Early] : kinds,
            Seed: 7,
            Options: new()
            {
                Hidden = 16,
                Epochs = 25,
                Batch = 16,
                LearningRate = 0.01f,
                KeepBest = false,
                Patience = null,
            }
        );

    public async Task<IReadOnlyList<StartedTraining>> TrainAsync(NewTraining? wanted = null, bool work = true)
    {
        var started = await Trainings.StartAsync(Slice.Steward, wanted ?? Wanted(), Ct);
        Assert.True(started.Ok, started.Refusal?.What);
        if (work)
            await Slice.WorkAsync();
        return started.Value;
    }

    public async Task SucceededAsync(StartedTraining training)
    {
        var run = await Slice.RunAsync(training.Run.Id);
        Assert.True(run.State == RunState.Succeeded, run.Error);
    }

    public async Task<ModelVersion> VersionAsync(Guid id)
    {
        await using var db = Slice.Db();
        return await db.Set<ModelVersion>().AsNoTracking().SingleAsync(v => v.Id == id, Ct);
    }

    public ValueTask DisposeAsync() => Slice.DisposeAsync();

    private async Task<Guid[]> EmbedAsync(IReadOnlyList<Sample> samples, Telling telling)
    {
        var (random, encoders) = (new Random(5), new List<Guid>());
        foreach (var (modality, tells) in new[] { (Modality.Text, telling.Text), (Modality.Image, telling.Image) })
        {
            var encoder = await Slice.EncoderAsync(modality, Dimension);
            encoders.Add(encoder.Id);
            await Slice.EmbedAsync(
                encoder,
                Cut.Id,
                Purpose,
                samples
                    .Where(s => (s.Present & modality.AsSet()) != 0)
                    .Select(s => (s, Vector(s.Strata["fault"] == "leak" ? tells : -tells)))
            );
        }
        return [.. encoders];

        float[] Vector(float first) =>
            [
                .. Enumerable
                    .Range(0, Dimension)
                    .Select(i => (i == 0 ? first : 0) + telling.Noise * (2 * (float)random.NextDouble() - 1)),
            ];
    }
}
