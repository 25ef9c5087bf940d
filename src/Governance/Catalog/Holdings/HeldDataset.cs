namespace Governance.Catalog;

/// <summary>A dataset with samples of the subject.</summary>
/// <param name="Samples">Samples of the subject in it.</param>
public sealed record HeldDataset(Guid DatasetId, string Name, int Samples);
