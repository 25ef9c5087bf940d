using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Ingestion;
using Governance.Models;
using Governance.Statistics.Sampling;
using Governance.Testing;
using Governance.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Audits;

/// <summary>
/// The clock section of an audit on streams that were really imported: what a model learned from the series within the
/// window, it unlearns when the window slides into what lies before and behind.
/// </summary>
public sealed class ClockShiftTests(TestDatabase server)
{
    private const int Subjects = 8,
        VisitsEach = 8;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_window_that_slides_into_another_signal_costs_right_answers_and_an_unmoved_one_none()
    {
        var configuration = new ConfigurationBuilder().Build();
        await using var slice = await Slice.OpenAsync(server, services =>
            services
                .AddSingleton<IConfiguration>(configuration)
                .AddIngestion(configuration)
                .AddEmbeddings()
                .AddModels()
                .AddAudits()
        );
        var version = await SealedAsync(slice);
        await slice.Get<Encoders>().EnsureBuiltInAsync(Ct);
        var encoder = (await slice.Get<Encoders>().ListAsync(Slice.Steward, Ct))
            .Value.Single(r => r.Encoder.Modality == Modality.Sensor)
            .Encoder.Id;
        await slice.DoneAsync(
            await slice.Get<EmbeddingSets>().StartAsync(Slice.Steward, version, "research", [encoder], Ct),
            sets => [sets[0].Run.Id]
        );
        var trained = await slice.DoneAsync(
            await slice
                .Get<Trainings>()
                .StartAsync(
                    Slice.Steward,
                    new NewTraining(
                        "hum",
                        version,
                        "research",
                        new(LabelOrigin.Stratum, "light"),
                        [encoder],
                        [FusionKind.Early],
                        Options: new()
                        {
                            Hidden = 16,
                            Epochs = 30,
                            Batch = 8,
                            LearningRate = 0.01f,
                        }
                    ),
                    Ct
                ),
            all => [all[0].Run.Id]
        );

        var audit = await slice.DoneAsync(
            await slice
                .Get<AuditRuns>()
                .StartAsync(
                    Slice.Steward,
                    new(trained[0].VersionId, version, new() { MinimumSamples = 1, Replicates = 100 }),
                    Ct
                ),
            a => [a.RunId!.Value]
        );
        var report = AuditRuns.Report(
            (await slice.Get<AuditRuns>().FindAsync(Slice.Steward, audit.Id, Ct)).Value.Audit
        )!;

        Assert.Null(report.Clock.NotMeasured);
        Assert.Equal([-.3, -.15, -.05, 0, .05, .15, .3], report.Clock.Points.Select(p => p.Severity));
        var clean = report.Clock.Points.Single(p => p.Severity == 0).Accuracy.Value!.Value;
        // Read again from its blob and encoded anew, the unmoved window says what the embedding job made of it.
        Assert.Equal(Governance.Audits.Judgement.Named(report.Core.Overall, "accuracy").Value!.Value, clean, 12);
        Assert.True(clean >= .9, $"{clean} right with the clean clock");
        Assert.All(report.Clock.Points.Where(p => Math.Abs(p.Severity) == .3), p =>
            Assert.True(p.Accuracy.Value <= clean - .2, $"{p.Accuracy.Value} right at {p.Severity}")
        );
    }

    /// <summary>
    /// Each visit hums slowly or fast for its 20 minutes, and ten times as loud the other way round for 20 minutes
    /// before and behind.
    /// </summary>
    private static async Task<Guid> SealedAsync(Slice slice)
    {
        var dataset = (await slice.Get<Datasets>().CreateAsync(Slice.Steward, "Hums", null, false, Ct)).Value;
        var archive = TestArchives.Of([.. Enumerable.Range(0, Subjects).SelectMany(FilesOf)]);
        var upload = (
            await slice.Get<Imports>().UploadAsync(Slice.Steward, new MemoryStream(archive), "hums.zip", Ct)
        ).Value;
        await slice.DoneAsync(
            await slice.Get<Imports>().StartAsync(Slice.Steward, dataset.Id, Maps.Visits, upload, Ct),
            started => [started.RunId]
        );
        var purpose = await slice.PurposeAsync();
        await using (var db = slice.Db())
            foreach (var subject in await db.Set<Subject>().AsNoTracking().ToListAsync(Ct))
                await slice.ConsentAsync(subject, purpose);
        var recipe = new Recipe(
            new SampleQuery(Purpose: purpose.Code),
            ["light"],
            AllocationScheme.Proportional,
            Subjects * VisitsEach,
            1
        );
        var version = (await slice.Get<Recipes>().DraftAsync(Slice.Steward, dataset.Id, "All", recipe, Ct)).Value;
        await slice.DoneAsync(await slice.Get<Recipes>().SealAsync(Slice.Steward, version.Id, Ct), run => [run.Id]);
        return version.Id;
    }

    private static IEnumerable<(string, object)> FilesOf(int subject)
    {
        var begin = new DateTime(2025, 4, 12, 6, 0, 0);
        string Light(int visit) => (visit + subject) % 2 == 0 ? "low" : "high";
        yield return (
            $"{subject}/visits.csv",
            "at,photo,note,light\n"
                + string.Concat(
                    Enumerable
                        .Range(0, VisitsEach)
                        .Select(v => $"{begin.AddHours(v + .5):yyyy-MM-ddTHH:mm:ss},,Visit {v},{Light(v)}\n")
                )
        );
        yield return (
            $"{subject}/heat.csv",
            "t,c\n"
                + string.Concat(
                    Enumerable
                        .Range(0, VisitsEach * 240)
                        .Select(i =>
                        {
                            var at = begin.AddSeconds(15 * i);
                            var within = Math.Abs((at.Minute + at.Second / 60.0) - 30) <= 10;
                            var fast = (Light(at.Hour - begin.Hour) == "high") == within;
                            var value = 20 + (within ? 2 : 20) * Math.Sin(i * (fast ? 1.9 : .15) + subject);
                            return $"{at:yyyy-MM-ddTHH:mm:ss},{value:0.###}\n";
                        })
                )
        );
    }
}
