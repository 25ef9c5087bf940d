namespace Governance.Catalog;

/// <summary>
/// A sample that a recipient must delete, by its place in the export. Nothing of it leads to the subject, so the row can outlive the
/// erasure.
/// </summary>
/// <param name="Ordinal">Its place in the version: <c>ordinal</c> in <c>samples.jsonl</c>, and the name of its folder.</param>
/// <param name="Leaf">Leaf hash of the place, 64 hex characters: <c>leaf</c> in <c>samples.jsonl</c>.</param>
public sealed record RecalledSample(int Ordinal, string Leaf);
