using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Inference.Fusion;
using Governance.Models;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Models;

/// <summary>Trainings and audits take the parts that the dataset version declares.</summary>
public sealed class DeclaredSplitTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retraining_after_a_withdrawal_moves_nobody_between_parts()
    {
        await using var lab = await OpenAsync();
        var first = (await lab.TrainAsync()).Single();
        await lab.SucceededAsync(first);
        var before = await RolesAsync(lab, first.VersionId);
        var leaver = (await lab.SubjectsAsync(SplitPart.Train))[0];
        await lab.Slice.ConsentAsync(leaver, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        // Another seed of the weights, and again on a version that is drawn without the subject.
        var again = (await lab.TrainAsync(lab.Wanted() with { Seed = 8 })).Single();
        await lab.SucceededAsync(again);
        var after = await RolesAsync(lab, again.VersionId);
        Assert.Equal(before.Count - TrainingLab.SamplesEach, after.Count);
        Assert.All(after, r => Assert.Equal(before[r.Key], r.Value));

        var successor = await lab.SealAsync("Without the subject", 1000);
        var third = (await lab.TrainAsync(lab.Wanted() with { DatasetVersionId = successor.Id, Seed = 9 })).Single();
        await lab.SucceededAsync(third);
        var drawn = await RolesAsync(lab, third.VersionId);
        Assert.Equal(after.Count, drawn.Count);
        Assert.All(drawn, r => Assert.Equal(before[r.Key], r.Value));
    }

    [Fact]
    public async Task An_audit_takes_the_declared_test_part_and_not_what_the_training_could_use()
    {
        await using var lab = await OpenAsync();
        var late = (await lab.SubjectsAsync(SplitPart.Test))[0];
        // Without consent at the training, with consent at the audit.
        await lab.Slice.ConsentAsync(late, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        var trained = (await lab.TrainAsync()).Single();
        await lab.SucceededAsync(trained);
        lab.Slice.Time.Advance(TimeSpan.FromHours(1));
        await lab.Slice.ConsentAsync(late, lab.Purpose, ConsentState.Renewed, at: lab.Slice.Time.GetUtcNow());

        var selection = (
            await lab.Slice.Get<AuditRuns>().OutlookAsync(Slice.Steward, new(trained.VersionId), Ct)
        ).Value;
        await using var read = lab.Slice.Db();
        var declared = await read.Set<VersionSample>()
            .CountAsync(p => p.VersionId == lab.Cut.Id && p.Part == SplitPart.Test, Ct);
        var inTraining = await read.Set<ModelVersionSample>()
            .CountAsync(p => p.VersionId == trained.VersionId && p.Role == SampleRole.Test, Ct);
        Assert.Equal(declared - TrainingLab.SamplesEach, inTraining);
        Assert.Equal((declared, true), (selection.Count, selection.HeldOut));
    }

    [Fact]
    public async Task A_version_that_was_sealed_before_splits_were_declared_is_still_split_by_its_training()
    {
        await using var lab = await OpenAsync();
        await using (var db = lab.Slice.Db())
            await db.Database.ExecuteSqlRawAsync(
                """
                ALTER TABLE dataset_versions DISABLE TRIGGER USER;
                ALTER TABLE version_samples DISABLE TRIGGER USER;
                UPDATE dataset_versions SET recipe = recipe - 'split', split_digest = NULL;
                UPDATE version_samples SET part = NULL;
                ALTER TABLE dataset_versions ENABLE TRIGGER USER;
                ALTER TABLE version_samples ENABLE TRIGGER USER;
                """,
                Ct
            );
        var started = (await lab.TrainAsync()).Single();
        await lab.SucceededAsync(started);
        var row = (await lab.Registry.VersionAsync(Slice.Steward, started.VersionId, Ct)).Value;
        Assert.Null(row.Split);
        Assert.Equal(Enum.GetValues<SampleRole>(), row.Places.Keys.Order());
        var selection = (
            await lab.Slice.Get<AuditRuns>().OutlookAsync(Slice.Steward, new(started.VersionId), Ct)
        ).Value;
        Assert.Equal((row.Places[SampleRole.Test], true), (selection.Count, selection.HeldOut));
        Assert.Null((await lab.Trainings.OutlookAsync(Slice.Steward, lab.Wanted(), Ct)).Value.Split);
    }

    [Fact]
    public async Task A_version_with_an_empty_part_is_refused_and_nobody_is_moved()
    {
        await using var lab = await OpenAsync();
        foreach (var subject in await lab.SubjectsAsync(SplitPart.Test))
            await lab.Slice.ConsentAsync(subject, lab.Purpose, ConsentState.Withdrawn, at: lab.Slice.Time.GetUtcNow());
        var refused = (await lab.Trainings.StartAsync(Slice.Steward, lab.Wanted(), Ct)).Refusal;
        Assert.Equal(SplitPart.Test, Assert.IsType<SplitPartEmpty>(refused).Part);
    }

    [Fact]
    public async Task An_encoder_without_vectors_for_the_version_is_refused_by_name()
    {
        await using var lab = await OpenAsync();
        var idle = await lab.Slice.EncoderAsync(Modality.Sensor, 6);
        var wanted = lab.Wanted() with { EncoderIds = [.. lab.Wanted().EncoderIds, idle.Id] };
        var refused = Assert.IsType<EncoderWithoutVectors>(
            (await lab.Trainings.StartAsync(Slice.Steward, wanted, Ct)).Refusal
        );
        Assert.Equal((idle.Name, Modality.Sensor), (refused.Encoder, refused.Modality));
        Assert.IsType<EncoderWithoutVectors>(
            (await lab.Trainings.OutlookAsync(Slice.Steward, wanted, Ct)).Value.Hindrance
        );
    }

    [Fact]
    public async Task Three_kinds_are_trained_by_one_run_with_one_comparison_and_one_cross_validation()
    {
        await using var lab = await OpenAsync();
        var started = await lab.TrainAsync(lab.Wanted(FusionKind.Early, FusionKind.Late, FusionKind.Attention));
        Assert.Single(started.Select(s => s.Run.Id).Distinct());
        await lab.SucceededAsync(started[0]);
        var versions = new List<ModelVersion>();
        foreach (var one in started)
            versions.Add(await lab.VersionAsync(one.VersionId));
        Assert.All(versions, v => Assert.Equal(ModelVersionState.Ready, v.State));
        // The line of each kind is that of the version itself, to the digit, in all three comparisons.
        foreach (var version in versions)
        {
            var own = version.Metrics!.Comparison.Single(c => c.Chosen);
            Assert.Equal(version.Fusion.ToLowerInvariant(), own.Name);
            Assert.Equal(version.Metrics.Accuracy, own.Accuracy);
            Assert.All(versions, other =>
                Assert.Equal(
                    own with
                    {
                        Chosen = false,
                    },
                    other.Metrics!.Comparison.Single(c => c.Name == own.Name) with
                    {
                        Chosen = false,
                    }
                )
            );
        }
        var folds = versions[0].Metrics!.CrossValidation!;
        Assert.Equal(["early", "late", "attention", "text alone", "image alone"], folds.Select(f => f.Name));
        Assert.All(folds, f => Assert.InRange(f.Folds, 1, FusionCrossValidation.Folds * FusionCrossValidation.Repeats));
        Assert.All(folds, f => Assert.InRange(f.Accuracy.Mean, f.Accuracy.Least, f.Accuracy.Greatest));
        Assert.Contains(
            "Fusing",
            FusionVerdict.Of(versions[0].Metrics!, versions[0].Modalities)!.Sentence.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_split_by_an_attribute_says_that_the_subjects_were_seen()
    {
        await using var lab = await TrainingLab.OpenAsync(
            server,
            6,
            new(Text: 2, Image: 2, Noise: 0.5f),
            ("site", ["north", "south", "west", "east", "hill", "bank", "port"]),
            services => services.AddAudits()
        );
        var bySite = await lab.SealAsync("By site", 1000, new() { By = "site" });
        var trained = (await lab.TrainAsync(lab.Wanted() with { DatasetVersionId = bySite.Id })).Single();
        await lab.SucceededAsync(trained);
        async Task<AuditSelection> SelectionAsync(Guid version) =>
            (await lab.Slice.Get<AuditRuns>().OutlookAsync(Slice.Steward, new(version), Ct)).Value;
        var selection = await SelectionAsync(trained.VersionId);
        Assert.Equal((true, true), (selection.HeldOut, selection.SubjectsSeen));
        await using var db = lab.Slice.Db();
        var places = await db.Set<ModelVersionSample>().Where(p => p.VersionId == trained.VersionId).ToListAsync(Ct);
        Assert.Contains(places.GroupBy(p => p.SubjectOrdinal), s => s.Select(p => p.Role).Distinct().Count() > 1);

        var bySubject = (await lab.TrainAsync()).Single();
        await lab.SucceededAsync(bySubject);
        Assert.Null((await SelectionAsync(bySubject.VersionId)).SubjectsSeen);
    }

    private static async Task<Dictionary<Guid, SampleRole>> RolesAsync(TrainingLab lab, Guid versionId)
    {
        await using var db = lab.Slice.Db();
        return await db.Set<ModelVersionSample>()
            .Where(p => p.VersionId == versionId)
            .ToDictionaryAsync(p => p.SampleId!.Value, p => p.Role, Ct);
    }

    private Task<TrainingLab> OpenAsync() =>
        TrainingLab.OpenAsync(server, 10, new(Text: 2, Image: 2, Noise: 0.5f), ("site", ["north"]), services =>
            services.AddAudits()
        );
}
