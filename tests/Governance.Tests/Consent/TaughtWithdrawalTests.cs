using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Models;
using Governance.Platform.Blobs;
using Governance.Testing;

namespace Governance.Tests.Consent;

/// <summary>Withdrawals of a subject with embedded samples that a model was trained on.</summary>
public sealed class TaughtWithdrawalTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_anywhere_holds_the_subject_and_the_model_shows_the_share_that_is_withdrawn()
    {
        await using var world = await WithdrawalWorld.OpenTaughtAsync(server);
        var before = await LeftBehind.FindAsync(world, Ct);
        foreach (
            var place in new[]
            {
                "embeddings.sample_id",
                "embeddings.vector",
                "model_version_samples.sample_id",
                "audit_predictions.sample_id",
            }
        )
            Assert.Contains(place, before);
        var dry = (
            await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, WithdrawnPurposes.All, Ct)
        ).Value;
        var (plan, remains) = (dry.Steps.ToDictionary(s => s.Holding, s => s.Count), dry.Remains);
        Assert.Contains(await world.AllAsync<AuditRun>(), a =>
            a.Report!.Contains("room=(one subject", StringComparison.Ordinal)
        );
        var learned = (await world.AllAsync<ModelVersionSample>()).Count;
        var taughtBefore = Assert.Single(
            (await world.Slice.Get<ModelRegistry>().TaughtBySubjectAsync(Slice.Steward, world.Subject.Id, Ct)).Value
        );

        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.Equal(plan["embeddings"], done.Steps.Single(s => s.Holding == "embeddings").Done);
        var predictions = done.Steps.Single(s => s.Holding == "audit-predictions").Done;
        Assert.True(predictions > 0);
        Assert.Equal(plan["audit-predictions"], predictions);
        Assert.Equal((1, 1), (plan["model-versions"], done.Steps.Single(s => s.Holding == "model-versions").Done));
        Assert.Single(remains, line => line.StartsWith("1 model version with weights", StringComparison.Ordinal));
        Assert.Equal(
            remains.Where(NotRecords),
            done.Withdrawal.Remains.SkipLast(
                    1 /* what the vacuum measured */
                )
                .Where(NotRecords)
        );
        var model = (await world.Slice.Get<ModelRegistry>().VersionAsync(Slice.Steward, world.Taught.Id, Ct)).Value;
        Assert.Equal((await world.AllAsync<ModelVersionSample>()).Count(p => p.SampleId is null), model.Cover.Lost);
        Assert.Equal(learned, (await world.AllAsync<ModelVersionSample>()).Count);
        Assert.True(model.Cover.Lost > 0);
        Assert.True(
            await world.Slice.Get<IBlobStore>().ExistsAsync(model.Version.OnnxDigest!, Ct),
            "The weights stay."
        );
        var registry = world.Slice.Get<ModelRegistry>();
        var taught = Assert.Single((await registry.TaughtBySubjectAsync(Slice.Steward, world.Subject.Id, Ct)).Value);
        Assert.Equal((world.Taught.Id, taughtBefore.Samples), (taught.VersionId, taught.Samples));
        Assert.Equal((taught.Samples, 0), (taught.Withdrawn, taughtBefore.Withdrawn));
        Assert.Equal(taughtBefore.Roles, taught.Roles);
        var certified = await registry.TaughtByWithdrawalAsync(Slice.Steward, done.Withdrawal.Id, Ct);
        Assert.Equal(taught.VersionId, Assert.Single(certified.Value).VersionId);
        Assert.IsType<Governance.Platform.NotAllowed>(
            (await registry.TaughtByWithdrawalAsync(Slice.Nobody, done.Withdrawal.Id, Ct)).Refusal
        );
        Assert.IsType<Governance.Platform.NotFound>(
            (await registry.TaughtByWithdrawalAsync(Slice.Steward, Guid.NewGuid(), Ct)).Refusal
        );
        Assert.NotEmpty(await world.AllAsync<Embedding>());

        // The withdrawal itself adds to the consent records.
        static bool NotRecords(string line) => !line.Contains("consent record", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_was_only_tested_on_a_subject_is_not_said_to_have_learned_from_it()
    {
        await using var world = await WithdrawalWorld.OpenTaughtAsync(server);
        var (places, samples, testedOnly) = (
            await world.AllAsync<ModelVersionSample>(),
            await world.AllAsync<Sample>(),
            0
        );
        foreach (var subject in await world.AllAsync<Subject>())
        {
            var mine = samples.Where(s => s.SubjectId == subject.Id).Select(s => s.Id).ToHashSet();
            var versions = places
                .Where(p => p.SampleId is { } id && mine.Contains(id))
                .GroupBy(p => p.VersionId)
                .ToList();
            var taught = versions.Count(v => v.Any(p => p.Role != SampleRole.Test));
            testedOnly += versions.Count - taught;

            var plan = (
                await world.Withdrawals.DryRunAsync(Slice.Steward, subject.Id, WithdrawnPurposes.All, Ct)
            ).Value;

            var step = plan.Steps.Single(s => s.Holding == "model-versions");
            Assert.Equal(
                (versions.Count, versions.Count - taught),
                (step.Count, step.Things.Count(t => t.Name.EndsWith("(test only)", StringComparison.Ordinal)))
            );
            Assert.Equal(
                taught > 0 ? 1 : 0,
                plan.Remains.Count(line => line.Contains("with weights", StringComparison.Ordinal))
            );
            if (taught > 0)
                Assert.Contains(plan.Remains, line => line.StartsWith($"{taught} model ", StringComparison.Ordinal));
        }
        Assert.True(testedOnly > 0, "No version was only tested on a subject, so this shows nothing.");
    }

    /// <summary>
    /// While another purpose still permits, the samples stay; only the holding knows which vectors were made for the
    /// withdrawn purpose.
    /// </summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData("EmbeddingHolding", true)]
    public async Task Withdrawing_one_of_two_purposes_takes_the_vectors_that_stood_on_it(string? dropped, bool left)
    {
        await using var world = await WithdrawalWorld.OpenTaughtAsync(server, services =>
            Assert.True(
                dropped is null
                    || services.Remove(
                        services.Single(d =>
                            d.ServiceType == typeof(ISubjectHolding) && d.ImplementationType!.Name == dropped
                        )
                    )
            )
        );
        var teaching = await world.Slice.PurposeAsync("teaching");
        await world.Slice.ConsentAsync(world.Subject, teaching);

        var done = await world.WithdrawnAsync([world.Research.Id]);

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Contains("samples.subject_id", await LeftBehind.FindAsync(world, Ct));
        Assert.Equal(left, (await LeftBehind.FindAsync(world, Ct)).Contains("embeddings.vector"));
    }

    [Theory]
    [InlineData("EmbeddingHolding")]
    [InlineData("ModelHolding")]
    public async Task Where_samples_go_the_database_takes_vectors_and_places_along_even_without_their_holding(
        string dropped
    )
    {
        await using var world = await WithdrawalWorld.OpenTaughtAsync(server, services =>
            Assert.True(
                services.Remove(
                    services.Single(d =>
                        d.ServiceType == typeof(ISubjectHolding) && d.ImplementationType!.Name == dropped
                    )
                )
            )
        );

        await world.WithdrawnAsync();

        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }
}
