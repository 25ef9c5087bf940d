using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Inference.Fusion;
using Governance.Ingestion;
using Governance.Models;
using Governance.Monitoring;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Consent;

/// <summary>Models: trained on the subject and five others, audited, queried and monitored.</summary>
internal sealed partial class WithdrawalWorld
{
    private const int VisitsEach = 6;

    /// <summary>Vectors that belong only to the subject.</summary>
    public List<float[]> Vectors { get; } = [];

    public ModelVersion Taught { get; private set; } = default!;

    /// <summary>
    /// Like <see cref="OpenAsync"/>, with embeddings of all three modalities, trained models, audits and a drift check.
    /// </summary>
    public static async Task<WithdrawalWorld> OpenTaughtAsync(
        TestDatabase server,
        Action<IServiceCollection>? more = null
    )
    {
        var world = await OpenAsync(server, services =>
        {
            services.AddEmbeddings().AddModels().AddAudits().AddEthics().AddMonitoring();
            more?.Invoke(services);
        });
        await world.TeachAsync();
        return world;
    }

    /// <summary>A split that has the subject in the test part.</summary>
    private static readonly EvaluationSplit Testing = Enumerable
        .Range(1, 100)
        .Select(seed => new EvaluationSplit
        {
            Test = .5,
            Validation = .2,
            Seed = seed,
        })
        .First(split => split.PartOf(Who) == SplitPart.Test);

    private async Task TeachAsync()
    {
        var dataset = await LessonsAsync();
        await Slice.Get<Encoders>().EnsureBuiltInAsync(Ct);
        Guid[] encoders =
        [
            .. (await Slice.Get<Encoders>().ListAsync(Slice.Steward, Ct)).Value.Select(r => r.Encoder.Id),
        ];
        var lessons = await EmbeddedAsync(dataset, "Lessons", encoders);
        var before = await EmbeddedAsync(dataset, "Before", encoders, new() { ["light"] = ["low"] });
        var batch = await EmbeddedAsync(dataset, "Later", encoders, new() { ["light"] = ["high"] });
        var apart = await EmbeddedAsync(dataset, "Apart", encoders, new() { ["room"] = ["hall"] });
        var judged = await EmbeddedAsync(dataset, "Judged", encoders, split: Testing);
        Taught = await TrainedAsync("wear", lessons, encoders, audited: lessons);
        // A model that was not trained on the subject is audited on the subject's samples.
        await TrainedAsync("wear-apart", apart, encoders, audited: judged);
        var monitor = await Slice.DoneAsync(
            await Slice.Get<DriftMonitors>().CreateAsync(Slice.Steward, "Wear", before, Research.Code, Ct),
            m => [m.RunId]
        );
        await Slice.DoneAsync(await Slice.Get<DriftMonitors>().CheckAsync(Slice.Steward, monitor.Id, batch, Ct), c =>
            [c.RunId]
        );
        await RememberLessonsAsync();
    }

    /// <summary>A dataset of six subjects with six recordings each.</summary>
    private async Task<Guid> LessonsAsync()
    {
        var dataset = (await Slice.Get<Datasets>().CreateAsync(Slice.Steward, "Lessons", null, false, Ct)).Value;
        string[] pupils = [Who, Other, .. Enumerable.Range(1, 4).Select(i => $"pupil-{i}")];
        var archive = TestArchives.Of([.. pupils.SelectMany(FilesOf)]);
        var upload = (
            await Slice.Get<Imports>().UploadAsync(Slice.Steward, new MemoryStream(archive), "lessons.zip", Ct)
        ).Value;
        var map = Maps.Visits.Replace("\"site\": \"hall\"", "\"room\": \"{column:room}\"", StringComparison.Ordinal);
        await Slice.DoneAsync(
            await Slice.Get<Imports>().StartAsync(Slice.Steward, dataset.Id, map, upload, Ct),
            started => [started.RunId]
        );
        foreach (var subject in await AllAsync<Subject>())
            if (subject.Pseudonym.StartsWith("pupil", StringComparison.Ordinal))
                await Slice.ConsentAsync(subject, Research);
        return dataset.Id;
    }

    private async Task<Guid> EmbeddedAsync(
        Guid dataset,
        string name,
        Guid[] encoders,
        Dictionary<string, IReadOnlyList<string>>? strata = null,
        int size = 100,
        EvaluationSplit? split = null
    )
    {
        var recipe = new Recipe(
            new SampleQuery(strata, Purpose: Research.Code),
            ["light"],
            AllocationScheme.Proportional,
            size,
            3,
            Split: split
        );
        var version = (await Slice.Get<Recipes>().DraftAsync(Slice.Steward, dataset, name, recipe, Ct)).Value;
        await Slice.DoneAsync(await Slice.Get<Recipes>().SealAsync(Slice.Steward, version.Id, Ct), run => [run.Id]);
        await Slice.DoneAsync(
            await Slice.Get<EmbeddingSets>().StartAsync(Slice.Steward, version.Id, Research.Code, encoders, Ct),
            sets => sets.Select(s => s.Run.Id)
        );
        return version.Id;
    }

    private async Task<ModelVersion> TrainedAsync(string model, Guid version, Guid[] encoders, Guid audited)
    {
        var options = new FusionOptions
        {
            Hidden = 8,
            Epochs = 3,
            Batch = 8,
        };
        var trained = await Slice.DoneAsync(
            await Slice
                .Get<Trainings>()
                .StartAsync(
                    Slice.Steward,
                    new NewTraining(
                        model,
                        version,
                        Research.Code,
                        new(LabelOrigin.Stratum, "light"),
                        encoders,
                        [FusionKind.Attention],
                        Options: options
                    ),
                    Ct
                ),
            all => all.Select(one => one.Run.Id)
        );
        var suite = new AuditSuite
        {
            MinimumSamples = 1,
            MinimumGroup = 1,
            Replicates = 100,
        };
        await Slice.DoneAsync(
            await Slice.Get<AuditRuns>().StartAsync(Slice.Steward, new(trained[0].VersionId, audited, suite), Ct),
            audit => [audit.RunId!.Value]
        );
        return (await AllAsync<ModelVersion>()).Single(v => v.Id == trained[0].VersionId);
    }

    private static IEnumerable<(string, object)> FilesOf(string pupil, int place)
    {
        var (word, room) = pupil == Who ? ("xylophone", "zebralight") : ($"drum {place}", "hall");
        var rows = Enumerable
            .Range(0, VisitsEach)
            .Select(i =>
                $"2025-04-12T08:{i:D2}:00,{i % 3}.jpg,Visit {i} of the {word}; "
                + $"{(i % 2 == 0 ? "looks fine" : "it rattles")},{(i % 2 == 0 ? "low" : "high")},{room}\n"
            );
        yield return ($"{pupil}/visits.csv", $"at,photo,note,light,room\n{string.Concat(rows)}");
        for (var i = 0; i < 3; i++)
            yield return ($"{pupil}/photos/{i}.jpg", Pictures.Jpeg(100 + 10 * place + i, 80));
        yield return (
            $"{pupil}/heat.csv",
            "t,c\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i =>
                            $"2025-04-12T{new TimeOnly(7, 50).Add(TimeSpan.FromSeconds(30 * i)):HH:mm:ss},"
                            + $"{20 + 5 * Math.Sin((i + 1) * (place + 2) * .3):0.###}\n"
                        )
                )
        );
    }

    private async Task RememberLessonsAsync()
    {
        Vectors.Clear();
        var mine = (await AllAsync<Sample>()).Where(s => s.SubjectId == Subject.Id).Select(s => s.Id).ToHashSet();
        var vectors = await AllAsync<Embedding>();
        var others = vectors.Where(e => !mine.Contains(e.SampleId)).Select(e => string.Join(' ', e.Vector)).ToHashSet();
        Vectors.AddRange(
            vectors
                .Where(e => mine.Contains(e.SampleId))
                .Select(e => e.Vector)
                .Where(v => !others.Contains(string.Join(' ', v)))
        );
        Assert.True(Vectors.Count >= VisitsEach, $"{Vectors.Count} vectors are the subject's alone.");
        Assert.Contains(await AllAsync<ModelVersionSample>(), p => p.SampleId is { } id && mine.Contains(id));
        await RememberAsync();
    }
}
