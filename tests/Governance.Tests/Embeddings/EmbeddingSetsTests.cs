using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Embeddings;

public sealed class EmbeddingSetsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_sealed_version_with_somebody_who_permits_is_embedded_with_active_encoders()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 1);
        var other = await lab.Slice.PurposeAsync("marketing");
        var text = lab.Encoders[Modality.Text].Id;
        Task<Result<IReadOnlyList<EmbeddingSetRow>>> Start(Actor actor, string purpose, params Guid[] encoders) =>
            lab.Embeddings.StartAsync(actor, lab.Version.Id, purpose, encoders, Ct);

        Assert.IsType<NotAllowed>((await Start(Slice.Nobody, lab.Purpose.Code, text)).Refusal);
        Assert.IsType<NoEncoderChosen>((await Start(Slice.Steward, lab.Purpose.Code)).Refusal);
        Assert.IsType<NotFound>((await Start(Slice.Steward, lab.Purpose.Code, Guid.NewGuid())).Refusal);
        Assert.IsType<UnknownName>((await Start(Slice.Steward, "unheard-of", text)).Refusal);
        Assert.IsType<NothingPermitted>((await Start(Slice.Steward, other.Code, text)).Refusal);
        Assert.Empty(await lab.AllAsync<EmbeddingSet>());
    }

    [Fact]
    public async Task Started_twice_it_is_one_set_on_its_way()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 1);

        var first = Assert.Single(await lab.StartAsync(Modality.Text));
        var second = Assert.Single(await lab.StartAsync(Modality.Text));

        Assert.Equal((first.Set.Id, first.Run.Id), (second.Set.Id, second.Run.Id));
        Assert.Single(await lab.AllAsync<EmbeddingSet>());
    }

    [Fact]
    public async Task The_outlook_says_what_a_run_then_does()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);
        await lab.Slice.ConsentAsync(
            lab.Subjects[2],
            lab.Purpose,
            modalities: Modalities.Sensor,
            at: Slice.Start.AddDays(-1)
        );

        var outlook = (
            await lab.Embeddings.OutlookAsync(Slice.Steward, lab.Version.Id, lab.Purpose.Code, Ct)
        ).Value.ToDictionary(o => o.Modality);
        var sets = (await lab.EmbedAsync(Modality.Text, Modality.Image, Modality.Sensor)).ToDictionary(s => s.Modality);

        Assert.All(outlook.Values, o =>
            Assert.Equal(
                (o.Cover.Permitted, o.Having),
                (sets[o.Modality].Embedded!.Value, sets[o.Modality].Places!.Value - sets[o.Modality].Absent!.Value)
            )
        );
        Assert.Equal((6, 6), (outlook[Modality.Text].Cover.Permitted, sets[Modality.Text].Embedded!.Value));
    }

    [Fact]
    public async Task Loaded_vectors_stand_in_manifest_order_with_masks_of_what_may_be_used_now()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);
        await lab.EmbedAsync(Modality.Text, Modality.Image, Modality.Sensor);
        await lab.Slice.ConsentAsync(lab.Subjects[0], lab.Purpose, ConsentState.Withdrawn, at: Slice.Start);
        await lab.Slice.ConsentAsync(
            lab.Subjects[1],
            lab.Purpose,
            modalities: Modalities.Text | Modalities.Sensor,
            at: Slice.Start
        );
        var encoders = PerModality.Of<Guid?>(m => lab.Encoders[m].Id);

        await using var db = lab.Slice.Db();
        var table = await EmbeddingTable.LoadAsync(
            db,
            lab.Version.Id,
            lab.Purpose.Id,
            encoders,
            lab.Slice.Time.GetUtcNow(),
            Ct
        );
        var onlyImages = await EmbeddingTable.LoadAsync(
            db,
            lab.Version.Id,
            lab.Purpose.Id,
            new(null, encoders.Image, null),
            lab.Slice.Time.GetUtcNow(),
            Ct
        );

        Assert.Equal(6, table.Rows.Count);
        Assert.Equal([("withdrawn", 3)], table.Excluded.Select(e => (e.Key, e.Value)));
        Assert.Equal(table.Rows.Select(r => r.Ordinal).Order(), table.Rows.Select(r => r.Ordinal));
        Assert.Equal([128, 128, 128], table.Dimensions);
        var present = (await lab.AllAsync<Sample>()).ToDictionary(s => s.Id, s => s.Present);
        Assert.All(table.Rows, r =>
            Assert.Equal(
                r.SubjectId == lab.Subjects[1].Id ? Modalities.Text | Modalities.Sensor : present[r.SampleId],
                r.Mask
            )
        );
        var vectors = (await lab.AllAsync<Embedding>()).ToDictionary(e => (e.EncoderId, e.SampleId), e => e.Vector);
        for (var i = 0; i < table.Rows.Count; i++)
            foreach (var modality in Enum.GetValues<Modality>())
            {
                var row = table.Vectors[modality].AsSpan(i * 128, 128).ToArray();
                Assert.Equal(
                    (table.Rows[i].Mask & modality.AsSet()) != 0
                        ? vectors[(encoders[modality]!.Value, table.Rows[i].SampleId)]
                        : new float[128],
                    row
                );
            }
        Assert.Equal(2, onlyImages.Rows.Count);
        Assert.Equal((3, 4), (onlyImages.Excluded["withdrawn"], onlyImages.Excluded[EmbeddingTable.NotEmbedded]));
        Assert.Equal([0, 128, 0], onlyImages.Dimensions);
    }

    [Fact]
    public async Task Similar_samples_are_the_nearest_of_those_who_permit()
    {
        await using var lab = await EmbeddingLab.OpenAsync(server, subjects: 4);
        await lab.EmbedAsync(Modality.Text);
        var samples = await lab.AllAsync<Sample>();
        var asked = samples.Single(s =>
            s.Key.StartsWith("001", StringComparison.Ordinal) && s.Key.EndsWith("#3", StringComparison.Ordinal)
        );
        await lab.Slice.ConsentAsync(lab.Subjects[3], lab.Purpose, ConsentState.Withdrawn, at: Slice.Start);

        var found = (await lab.Embeddings.SimilarAsync(Slice.Steward, asked.Id, Modality.Text, 5, Ct)).Value;

        Assert.Equal((8, 5, lab.Purpose.Code), (found.Among, found.Nearest.Count, found.Purpose));
        // “Nothing to report” was written by each of them.
        Assert.All(found.Nearest.Take(2), n => Assert.InRange(n.Cosine, 0.9999f, 1.0001f));
        Assert.All(found.Nearest.Skip(2), n => Assert.True(n.Cosine < 0.9f));
        Assert.Equal(found.Nearest.Select(n => n.Cosine).OrderDescending(), found.Nearest.Select(n => n.Cosine));
        Assert.DoesNotContain(found.Nearest, n => n.Card.Id == asked.Id);
        var withdrawn = samples.Where(s => s.SubjectId == lab.Subjects[3].Id).ToList();
        Assert.DoesNotContain(found.Nearest, n => withdrawn.Any(w => w.Id == n.Card.Id));
        Assert.IsType<NotPermittedForSimilarity>(
            (await lab.Embeddings.SimilarAsync(Slice.Steward, withdrawn[0].Id, Modality.Text, 5, Ct)).Refusal
        );
        Assert.IsType<NotEmbedded>(
            (await lab.Embeddings.SimilarAsync(Slice.Steward, asked.Id, Modality.Image, 5, Ct)).Refusal
        );
        Assert.IsType<NotAllowed>(
            (await lab.Embeddings.SimilarAsync(Slice.Nobody, asked.Id, Modality.Text, 5, Ct)).Refusal
        );
    }
}
