namespace Governance.Catalog;

/// <summary>A dataset in a list.</summary>
public sealed record DatasetRow(
    Dataset Dataset,
    int Samples,
    int Complete,
    int Recordings,
    int Subjects,
    int Versions,
    int Sealed
);
