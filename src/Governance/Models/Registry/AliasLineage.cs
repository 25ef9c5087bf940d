namespace Governance.Models;

/// <summary>The way back from an alias: version, dataset version, samples by role, and how many subjects' consents it stands on.</summary>
public sealed record AliasLineage(
    string Model,
    string Alias,
    ModelVersionRow Version,
    string ManifestDigest,
    int Subjects,
    int Permitting
);
