using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Testing;

namespace Governance.Tests.Embeddings;

public sealed class EmbeddingHoldingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_withdrawal_finds_and_erases_the_vectors_of_its_subject_and_of_nobody_else(bool erases)
    {
        await using var lab = await EmbeddingLab.OpenAsync(server);
        await lab.EmbedAsync(Modality.Text, Modality.Sensor);
        var holding = lab.Slice.Get<IEnumerable<ISubjectHolding>>().Single(h => h.Name == "embeddings");
        var subject = lab.Subjects[1];
        var scope = new WithdrawalScope(subject.Id, subject.Pseudonym, [lab.Purpose.Id], erases);
        var untouched = new WithdrawalScope(subject.Id, subject.Pseudonym, [Guid.NewGuid()], Erases: false);

        await using var db = lab.Slice.Db();
        Assert.Equal(0, (await holding.FindAsync(db, untouched, Ct)).Count);
        var held = await holding.FindAsync(db, scope, Ct);
        var batch = await holding.EraseAsync(
            db,
            new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Slice.Steward, scope),
            Ct
        );

        Assert.Equal(6, held.Count);
        Assert.Equal([3, 3], held.Things.Select(t => t.Count));
        Assert.Equal((6, false), (batch.Count, batch.More));
        Assert.Equal(0, (await holding.FindAsync(db, scope, Ct)).Count);
        var samples = (await lab.AllAsync<Sample>()).ToDictionary(s => s.Id, s => s.SubjectId);
        var left = await lab.AllAsync<Embedding>();
        Assert.Equal(12, left.Count);
        Assert.DoesNotContain(left, e => samples[e.SampleId] == subject.Id);
    }
}
