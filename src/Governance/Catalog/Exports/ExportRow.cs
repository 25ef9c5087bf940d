namespace Governance.Catalog;

/// <summary>An export with the names around it.</summary>
public sealed record ExportRow(
    Export Export,
    string VersionName,
    int VersionNumber,
    string DatasetName,
    string Purpose
);
