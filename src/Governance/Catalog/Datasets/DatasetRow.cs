namespace Governance.Catalog;

/// <summary>A dataset with its counts.</summary>
/// <param name="Complete">Samples without a missing part.</param>
/// <param name="Subjects">Subjects with at least one recording.</param>
/// <param name="Versions">In every state.</param>
/// <param name="Sealed">Versions that are sealed and not withdrawn.</param>
public sealed record DatasetRow(
    Dataset Dataset,
    int Samples,
    int Complete,
    int Recordings,
    int Subjects,
    int Versions,
    int Sealed
);
