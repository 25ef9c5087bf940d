using Governance.Catalog;
using Governance.Web.Api;

namespace Governance.Web.Catalog;

/// <summary>A dataset as the API answers its creation.</summary>
[SchemaName("Dataset")]
internal sealed class CreatedDataset
{
    public Guid Id { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public string? Description { get; init; }
    public bool Synthetic { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    public static CreatedDataset Of(Dataset dataset) =>
        new()
        {
            Id = dataset.Id,
            Slug = dataset.Slug,
            Name = dataset.Name,
            Description = dataset.Description,
            Synthetic = dataset.Synthetic,
            CreatedAt = dataset.Created.At,
            CreatedBy = dataset.Created.By,
        };
}
