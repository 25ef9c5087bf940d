namespace Governance.Models;

/// <summary>The version that an alias points to, with its data and the subjects that it learned from.</summary>
/// <param name="ManifestDigest">Of the dataset version that it learned from, 64 hex characters.</param>
/// <param name="Subjects">Subjects that the version learned from, without erased ones.</param>
/// <param name="Permitting">Of these, subjects who permit the version's purpose now.</param>
public sealed record AliasLineage(
    string Model,
    string Alias,
    ModelVersionRow Version,
    string ManifestDigest,
    int Subjects,
    int Permitting
);
