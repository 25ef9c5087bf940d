namespace Governance.Catalog;

/// <summary>What an export delivers if it starts now.</summary>
/// <param name="Cover">Permitted samples, and the excluded ones by reason; without erased samples.</param>
/// <param name="Erased">Places of the version with an erased sample.</param>
/// <param name="Withheld">Modality → permitted samples that are delivered without it, because consent does not cover it.</param>
public sealed record ExportOutlook(ConsentCover Cover, int Erased, IReadOnlyDictionary<Modality, int> Withheld);
