namespace Governance.Catalog;

/// <summary>An export with the names of its version, dataset and purpose.</summary>
/// <param name="Purpose">Code of the purpose.</param>
public sealed record ExportRow(
    Export Export,
    string VersionName,
    int VersionNumber,
    string DatasetName,
    string Purpose
);
