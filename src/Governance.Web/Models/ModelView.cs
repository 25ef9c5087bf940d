using Governance.Models;

namespace Governance.Web.Models;

/// <summary>A model in the API.</summary>
internal sealed record ModelView(
    Guid Id,
    string Name,
    string Title,
    string? IntendedUse,
    LabelSource Label,
    IReadOnlyList<string> Classes,
    int Ready,
    int Training,
    int Newest,
    IReadOnlyList<AliasView> Aliases,
    DateTimeOffset CreatedAt,
    string CreatedBy
)
{
    public static ModelView Of(ModelRow row) =>
        new(
            row.Model.Id,
            row.Model.Name,
            row.Model.Title,
            row.Model.IntendedUse,
            row.Model.Label,
            row.Model.Classes,
            row.Ready,
            row.Training,
            row.Newest,
            [.. row.Aliases.Select(AliasView.Of)],
            row.Model.Created.At,
            row.Model.Created.By
        );
}
