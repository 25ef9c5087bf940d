using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Embeddings;

public sealed class EmbedJobTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_sample_with_the_modality_gets_its_vector_and_the_set_says_how()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);

        var sets = await lab.EmbedAsync(Modality.Text, Modality.Image, Modality.Sensor);

        Assert.Equal([(9, 0), (6, 3), (9, 0)], sets.Select(s => (s.Embedded!.Value, s.Absent!.Value)));
        Assert.All(sets, s =>
        {
            Assert.Equal((9, 0, 0), (s.Places, s.Reused, s.Failed));
            Assert.Empty(s.Excluded);
            Assert.Equal("CPUExecutionProvider", s.Provider);
            Assert.NotNull(s.Fallback);
            Assert.Equal(lab.Encoders[s.Modality].Digest, s.EncoderDigest);
            Assert.Equal(CodeVersion.Current, s.CodeVersion);
            Assert.Equal(64, s.Digest!.Length);
        });
        var vectors = await lab.AllAsync<Embedding>();
        Assert.Equal(24, vectors.Count);
        Assert.All(vectors, v => Assert.Equal(128, v.Vector.Length));
        Assert.All(vectors, v => Assert.Contains(v.Vector, x => x != 0));
        // Three different notes and nine different windows: no vector belongs to another sample.
        Assert.Equal(7, (await lab.VectorsAsync(Modality.Text)).Values.Distinct().Count());
        Assert.Equal(9, (await lab.VectorsAsync(Modality.Sensor)).Values.Distinct().Count());
    }

    [Fact]
    public async Task A_finished_set_stands_in_the_ledger_and_leads_back_to_its_samples_and_encoder()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 2);

        var set = Assert.Single(await lab.EmbedAsync(Modality.Text));

        Assert.Single(await lab.AllAsync<LedgerEntry>(), e => e.Kind == "embedding.finished" && e.ThingId == set.Id);
        var steps = await lab.Slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.EmbeddingSet(set.Id), Ct);
        var inputs = steps.Single(s => s.Activity.Kind == "embed").Edges.Select(e => e.Input).ToHashSet();
        Assert.Equal(7, inputs.Count);
        Assert.Contains(ThingKey.Encoder(set.EncoderId), inputs);
        Assert.All(await lab.AllAsync<Sample>(), s => Assert.Contains(ThingKey.Sample(s.Id), inputs));
        Assert.Contains(steps, s => s.Activity.Kind == "unpack");
    }

    [Fact]
    public async Task Who_withdrew_or_does_not_cover_the_modality_stays_out_and_is_counted()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);
        await lab.Slice.ConsentAsync(lab.Subjects[0], lab.Purpose, ConsentState.Withdrawn, at: Slice.Start.AddDays(-1));
        await lab.Slice.ConsentAsync(
            lab.Subjects[1],
            lab.Purpose,
            modalities: Modalities.Text,
            at: Slice.Start.AddDays(-1)
        );

        var sets = await lab.EmbedAsync(Modality.Text, Modality.Image);

        Assert.Equal((6, 0), (sets[0].Embedded, sets[0].Absent));
        Assert.Equal([("withdrawn", 3)], sets[0].Excluded.Select(e => (e.Key, e.Value)));
        Assert.Equal((2, 3), (sets[1].Embedded, sets[1].Absent));
        Assert.Equal([("modality-not-covered", 2), ("withdrawn", 2)], sets[1].Excluded.Select(e => (e.Key, e.Value)));
        var kept = (await lab.AllAsync<Sample>())
            .Where(s => s.SubjectId != lab.Subjects[0].Id)
            .Select(s => s.Id)
            .ToHashSet();
        Assert.All(await lab.AllAsync<Embedding>(), e => Assert.Contains(e.SampleId, kept));
    }

    [Fact]
    public async Task Embedding_again_computes_nothing_anew_and_gives_the_same_digest()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);
        var first = Assert.Single(await lab.EmbedAsync(Modality.Image));
        var before = await lab.VectorsAsync(Modality.Image);

        var second = Assert.Single(await lab.EmbedAsync(Modality.Image));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((6, 6, first.Digest), (second.Embedded, second.Reused, second.Digest));
        Assert.Equal(before, await lab.VectorsAsync(Modality.Image));
        Assert.All(await lab.AllAsync<Embedding>(), e => Assert.Equal(first.Id, e.SetId));
    }

    [Theory]
    [InlineData(Modality.Text)]
    [InlineData(Modality.Sensor)]
    public async Task Stopped_between_batches_and_run_again_it_ends_with_the_same_rows_and_digest(Modality modality)
    {
        await using var whole = await EmbeddingLab.OpenAsync(server, subjects: 4, batchSize: 2);
        var expected = Assert.Single(await whole.EmbedAsync(modality));
        await using var broken = await EmbeddingLab.OpenAsync(server, subjects: 4, batchSize: 2);
        var row = Assert.Single(await broken.StartAsync(modality));

        foreach (var rows in (int[])[2, 6])
        {
            using var kill = new CancellationTokenSource();
            var running = broken.RunBodyAsync(row, kill.Token);
            while (!running.IsCompleted && (await broken.AllAsync<Embedding>()).Count < rows)
                await Task.Yield();
            await kill.CancelAsync();
            try
            {
                await running;
            }
            catch (OperationCanceledException)
            {
                Assert.Null((await broken.AllAsync<EmbeddingSet>()).Single().FinishedAt);
            }
        }
        await broken.RunBodyAsync(row, Ct);

        var set = (await broken.AllAsync<EmbeddingSet>()).Single();
        Assert.Equal((expected.Digest, expected.Embedded, 0), (set.Digest, set.Embedded, set.Reused));
        Assert.Equal(await whole.VectorsAsync(modality), await broken.VectorsAsync(modality));
        Assert.Single(await broken.AllAsync<LedgerEntry>(), e => e.Kind == "embedding.finished");
        await broken.RunBodyAsync(row, Ct);
        Assert.Single(await broken.AllAsync<LedgerEntry>(), e => e.Kind == "embedding.finished");
    }

    [Fact]
    public async Task A_damaged_photo_is_one_failure_with_its_reason_and_the_others_are_embedded()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);
        var samples = (await lab.AllAsync<Sample>()).ToDictionary(s => s.Id);
        var photo = (await lab.AllAsync<SamplePart>()).First(p =>
            p is { Name: "photo", Missing: null } && samples[p.SampleId].SubjectId == lab.Subjects[1].Id
        );
        await lab.DamageAsync(photo.Digest!);
        var stream = (await lab.AllAsync<RecordingStream>()).First(s => s.DataDigest is not null);
        await lab.DamageAsync(stream.DataDigest!);

        var sets = await lab.EmbedAsync(Modality.Image, Modality.Sensor);

        Assert.Equal((5, 1), (sets[0].Embedded, sets[0].Failed));
        Assert.Equal((6, 3), (sets[1].Embedded, sets[1].Failed));
        var refusals = await lab.AllAsync<RunRefusal>();
        var refusal = Assert.Single(refusals, r => r.RunId == sets[0].RunId);
        Assert.Contains(photo.SampleId.ToString(), refusal.File, StringComparison.Ordinal);
        Assert.Equal("sample-not-encoded", refusal.Code);
        Assert.All(refusals.Where(r => r.RunId == sets[1].RunId), r => Assert.Equal("part-unreadable", r.Code));
    }

    [Fact]
    public async Task A_vector_goes_with_its_sample_and_the_place_is_counted_as_erased()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 2);
        await lab.EmbedAsync(Modality.Text);
        var gone = (await lab.AllAsync<Sample>())[0];
        await using (var db = lab.Slice.Db())
            await db.Set<Sample>().Where(s => s.Id == gone.Id).ExecuteDeleteAsync(Ct);

        Assert.DoesNotContain(await lab.AllAsync<Embedding>(), e => e.SampleId == gone.Id);
        var again = Assert.Single(await lab.EmbedAsync(Modality.Text));

        Assert.Equal((5, 5, 1), (again.Embedded, again.Reused, again.Excluded[EmbeddingTable.Erased]));
    }

    [Fact]
    public void Channels_have_one_order_for_the_whole_version_and_shared_names_tell_their_stream()
    {
        var plan = ChannelPlan.Of([
            ("b", [new("x", "m"), new("y", "m")]),
            ("a", [new("x", "m")]),
            ("b", [new("x", "m"), new("z", "m")]),
        ]);

        Assert.Equal(["a/x", "b/x", "y", "z"], plan.Names);
        Assert.Equal(
            (0, 1, 3, -1),
            (plan.PlaceOf("a", "x"), plan.PlaceOf("b", "x"), plan.PlaceOf("b", "z"), plan.PlaceOf("c", "x"))
        );
    }
}
