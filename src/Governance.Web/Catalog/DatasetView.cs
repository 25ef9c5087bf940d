using Governance.Catalog;

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
    string CreatedBy,
    StorageView Storage
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
            row.Dataset.Created.At,
            row.Dataset.Created.By,
            StorageView.Of(row.Dataset)
        );
}
