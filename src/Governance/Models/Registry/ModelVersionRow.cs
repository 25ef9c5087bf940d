namespace Governance.Models;

/// <summary>A version with the names around it.</summary>
public sealed record ModelVersionRow(
    ModelVersion Version,
    string Model,
    Guid DatasetId,
    string Dataset,
    string DatasetVersion,
    int DatasetVersionNumber,
    bool Synthetic,
    string Purpose,
    ModelCover Cover,
    IReadOnlyList<string> Aliases,
    IReadOnlyDictionary<SampleRole, int> Places
);
