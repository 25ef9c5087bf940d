namespace Governance.Models;

/// <summary>A model in a list.</summary>
/// <param name="Ready">Number of versions that are ready.</param>
/// <param name="Newest">The highest version number in any state; 0 = no version.</param>
/// <param name="Training">Number of versions in training.</param>
public sealed record ModelRow(Model Model, int Ready, int Training, int Newest, IReadOnlyList<AliasRow> Aliases);
