using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;

namespace Governance.Tests;

/// <summary>Vectors that a test makes up, where what an encoder would make of the bytes is not the question.</summary>
internal static class SeededVectors
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An encoder without a file.</summary>
    public static async Task<Encoder> EncoderAsync(this Slice slice, Modality modality, int dimension)
    {
        var encoder = new Encoder
        {
            Name = $"test {modality}",
            Modality = modality,
            Spec = "{}",
            OnnxDigest = new('e', 64),
            OnnxBytes = 1,
            Digest = new("abc"[(int)modality], 64),
            Dimension = dimension,
            Parameters = 1,
            BuiltIn = false,
            CheckedAt = Slice.Start,
            CheckedOn = "test",
            DryRunMessage = new WrittenMessage("test"),
            Created = new("test", Slice.Start),
            State = EncoderState.Active,
        };
        await using var db = slice.Db();
        db.Add(encoder);
        slice.Get<LedgerEntries>().Append(db, Slice.Steward, "test.seeded", encoder.Id);
        await db.SaveChangesAsync(Ct);
        return encoder;
    }

    /// <summary>A finished set of a version: one vector for each of these samples, as if the encoder had made them.</summary>
    public static async Task EmbedAsync(
        this Slice slice,
        Encoder encoder,
        Guid versionId,
        Purpose purpose,
        IEnumerable<(Sample Sample, float[] Vector)> vectors
    )
    {
        var embeddings = vectors.ToList();
        var run = new Run
        {
            Kind = EmbedJob.Kind,
            TitleMessage = new EmbeddingTitle(encoder.Modality, "seeded"),
            TargetId = versionId,
            StartedById = Slice.Steward.UserId,
            StartedBy = "test",
            CreatedAt = Slice.Start,
            State = RunState.Succeeded,
        };
        var set = new EmbeddingSet
        {
            EncoderId = encoder.Id,
            VersionId = versionId,
            PurposeId = purpose.Id,
            RunId = run.Id,
            Modality = encoder.Modality,
            EncoderDigest = encoder.Digest,
            Started = new("test", Slice.Start),
            FinishedAt = Slice.Start,
            Embedded = embeddings.Count,
        };
        await using var db = slice.Db();
        db.AddRange(run, set);
        db.AddRange(
            embeddings.Select(e => new Embedding
            {
                EncoderId = encoder.Id,
                SampleId = e.Sample.Id,
                SetId = set.Id,
                InputDigest = new('d', 64),
                Vector = e.Vector,
            })
        );
        slice.Get<LedgerEntries>().Append(db, Slice.Steward, "test.seeded", set.Id);
        await db.SaveChangesAsync(Ct);
    }
}
