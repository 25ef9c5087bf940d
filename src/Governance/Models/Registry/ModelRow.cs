namespace Governance.Models;

/// <summary>A model in a list.</summary>
/// <param name="Ready">Versions that can be given an alias.</param>
/// <param name="Newest">The highest number, whatever its state; 0 = none.</param>
public sealed record ModelRow(Model Model, int Ready, int Training, int Newest, IReadOnlyList<AliasRow> Aliases);
