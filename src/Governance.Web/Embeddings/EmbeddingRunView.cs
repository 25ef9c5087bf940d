using Governance.Embeddings;
using Governance.Web.Runs;

namespace Governance.Web.Embeddings;

/// <summary>An embedding set with its run, as the API returns it; counts are null until it has ended.</summary>
/// <param name="Excluded">Reason → number of samples that were not embedded.</param>
internal sealed record EmbeddingRunView(
    Guid Id,
    Guid VersionId,
    Guid EncoderId,
    string Encoder,
    string EncoderDigest,
    Modality Modality,
    int Dimension,
    string Purpose,
    DateTimeOffset StartedAt,
    string StartedBy,
    DateTimeOffset? FinishedAt,
    int? Places,
    int? Embedded,
    int? Reused,
    int? Absent,
    int? Failed,
    IReadOnlyDictionary<string, int> Excluded,
    string? Provider,
    string? Fallback,
    string? CodeVersion,
    string? Digest,
    RunView Run
)
{
    public static EmbeddingRunView Of(EmbeddingSetRow row, DateTimeOffset now)
    {
        var s = row.Set;
        return new(
            s.Id,
            s.VersionId,
            s.EncoderId,
            row.Encoder,
            s.EncoderDigest,
            s.Modality,
            row.Dimension,
            row.Purpose,
            s.Started.At,
            s.Started.By,
            s.FinishedAt,
            s.Places,
            s.Embedded,
            s.Reused,
            s.Absent,
            s.Failed,
            s.Excluded,
            s.Provider,
            s.Fallback,
            s.CodeVersion,
            s.Digest,
            RunView.Of(row.Run, now)
        );
    }
}
