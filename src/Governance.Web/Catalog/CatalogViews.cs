using System.Text.Json;
using Governance.Catalog;
using Governance.Provenance;

namespace Governance.Web.Catalog;

/// <summary>A dataset as the API shows it.</summary>
internal sealed record DatasetView(
    Guid Id,
    string Slug,
    string Name,
    string? Description,
    bool Synthetic,
    int Samples,
    int Complete,
    int Recordings,
    int Subjects,
    int Versions,
    DateTimeOffset CreatedAt,
    string CreatedBy
)
{
    public static DatasetView Of(DatasetRow row) =>
        new(
            row.Dataset.Id,
            row.Dataset.Slug,
            row.Dataset.Name,
            row.Dataset.Description,
            row.Dataset.Synthetic,
            row.Samples,
            row.Complete,
            row.Recordings,
            row.Subjects,
            row.Versions,
            row.Dataset.CreatedAt,
            row.Dataset.CreatedBy
        );
}

/// <summary>A version as the API shows it; the recipe is a document, not text.</summary>
internal sealed record VersionView(
    Guid Id,
    Guid DatasetId,
    int Number,
    string Name,
    VersionState State,
    string Purpose,
    JsonElement Recipe,
    string RecipeDigest,
    long Seed,
    int? SampleCount,
    string? ManifestDigest,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? SealedAt,
    string? SealedBy,
    int Exports
)
{
    public static VersionView Of(VersionRow row)
    {
        using var recipe = JsonDocument.Parse(row.Version.Recipe);
        var v = row.Version;
        return new(
            v.Id,
            v.DatasetId,
            v.Number,
            v.Name,
            v.State,
            row.Purpose,
            recipe.RootElement.Clone(),
            v.RecipeDigest,
            v.Seed,
            v.SampleCount,
            v.ManifestDigest,
            v.CreatedAt,
            v.CreatedBy,
            v.SealedAt,
            v.SealedBy,
            row.Exports
        );
    }
}

/// <summary>An export as the API shows it.</summary>
internal sealed record ExportView(
    Guid Id,
    Guid VersionId,
    string Purpose,
    string Recipient,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    ExportState State,
    DateTimeOffset? DeliveredAt,
    int? SamplesDelivered,
    int? SamplesWithheld,
    string? ManifestDigest
)
{
    public static ExportView Of(ExportRow row) =>
        new(
            row.Export.Id,
            row.Export.VersionId,
            row.Purpose,
            row.Export.Recipient,
            row.Export.RequestedBy,
            row.Export.RequestedAt,
            row.Export.State,
            row.Export.DeliveredAt,
            row.Export.SamplesDelivered,
            row.Export.SamplesWithheld,
            row.Export.ManifestDigest
        );
}

/// <summary>Which picture of a part: as it is kept, or small.</summary>
internal enum PartVariant
{
    Full,
    Thumb,
}

/// <summary>A provenance step as the API shows it.</summary>
internal sealed record StepView(
    Guid Id,
    string Kind,
    string Agent,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string CodeVersion,
    JsonElement Parameters,
    Guid? RunId,
    int Distance,
    IReadOnlyList<EdgeView> Edges
)
{
    public static StepView Of(ProvenanceStep step)
    {
        using var parameters = JsonDocument.Parse(step.Activity.Parameters);
        var a = step.Activity;
        return new(
            a.Id,
            a.Kind,
            a.Agent,
            a.StartedAt,
            a.EndedAt,
            a.CodeVersion,
            parameters.RootElement.Clone(),
            a.RunId,
            step.Distance,
            [.. step.Edges.Select(e => new EdgeView(e.Output, e.OutputDigest, e.Input, e.InputDigest))]
        );
    }
}

internal sealed record EdgeView(string? Output, string? OutputDigest, string? Input, string? InputDigest);
