using System.Text.Json;
using Governance.Catalog;
using Governance.Inference.Fusion;
using Governance.Models;

namespace Governance.Web.Models;

/// <summary>A version in the API, with all that its model card shows.</summary>
internal sealed record ModelVersionView(
    Guid Id,
    string Model,
    int Number,
    ModelVersionState State,
    FusionKind Kind,
    JsonElement Options,
    long Seed,
    Guid DatasetVersionId,
    string DatasetVersion,
    string ManifestDigest,
    string Purpose,
    Guid? TextEncoderId,
    Guid? ImageEncoderId,
    Guid? SensorEncoderId,
    IReadOnlyDictionary<SampleRole, int> Samples,
    IReadOnlyDictionary<string, int> Excluded,
    CoverView Consent,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<EpochLoss> Losses,
    ModelMetrics? Metrics,
    string? OnnxDigest,
    long? OnnxLength,
    double? Parity,
    string? Error,
    Guid RunId,
    string CodeVersion,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ReadyAt,
    EvaluationSplit? Split,
    FusingView? Fusing
)
{
    public static ModelVersionView Of(ModelVersionRow row)
    {
        var v = row.Version;
        return new(
            v.Id,
            row.Model,
            v.Number,
            v.State,
            Enum.Parse<FusionKind>(v.Fusion),
            JsonSerializer.Deserialize<JsonElement>(v.Options),
            v.Seed,
            v.DatasetVersionId,
            row.DatasetVersion,
            v.ManifestDigest,
            row.Purpose,
            v.TextEncoderId,
            v.ImageEncoderId,
            v.SensorEncoderId,
            row.Places,
            v.Excluded,
            CoverView.Of(row.Cover),
            row.Aliases,
            v.Losses,
            v.Metrics,
            v.OnnxDigest,
            v.OnnxLength,
            v.Parity,
            v.Error,
            v.RunId,
            v.CodeVersion,
            v.Created.At,
            v.Created.By,
            v.ReadyAt,
            row.Split,
            FusingView.Of(v)
        );
    }
}
