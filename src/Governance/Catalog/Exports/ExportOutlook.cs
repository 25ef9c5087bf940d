namespace Governance.Catalog;

/// <summary>What an export would hand over at this moment.</summary>
/// <param name="Cover">Samples that may leave, and why the others stay; samples erased from the version are in neither.</param>
/// <param name="Erased">Places of the version whose sample was erased.</param>
/// <param name="Withheld">Of the samples that may leave: how many have the modality and must leave without it.</param>
public sealed record ExportOutlook(ConsentCover Cover, int Erased, IReadOnlyDictionary<Modality, int> Withheld);
