using System.Text.Json;
using Governance.Embeddings;

namespace Governance.Web.Embeddings;

/// <summary>An encoder as the API returns it; its description is a JSON document, not text.</summary>
internal sealed record EncoderView(
    Guid Id,
    string Name,
    Modality Modality,
    int Dimension,
    long Parameters,
    EncoderState State,
    bool BuiltIn,
    JsonElement Spec,
    string Digest,
    string OnnxDigest,
    long OnnxBytes,
    DateTimeOffset CheckedAt,
    string CheckedOn,
    string DryRun,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? RetiredAt,
    string? RetiredBy,
    int Embeddings
)
{
    public static EncoderView Of(EncoderRow row)
    {
        var e = row.Encoder;
        return new(
            e.Id,
            e.Name,
            e.Modality,
            e.Dimension,
            e.Parameters,
            e.State,
            e.BuiltIn,
            JsonSerializer.Deserialize<JsonElement>(e.Spec),
            e.Digest,
            e.OnnxDigest,
            e.OnnxBytes,
            e.CheckedAt,
            e.CheckedOn,
            e.DryRun,
            e.Created.At,
            e.Created.By,
            e.Retired?.At,
            e.Retired?.By,
            row.Embeddings
        );
    }
}
