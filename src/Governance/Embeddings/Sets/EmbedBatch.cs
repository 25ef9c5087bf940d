namespace Governance.Embeddings;

/// <summary>A batch of the manifest, with its content read for the permitted samples.</summary>
/// <param name="Done">Entries of the manifest up to the end of this batch.</param>
/// <param name="Absent">Samples without the modality.</param>
/// <param name="Excluded">One kebab-case reason for each sample that consent does not permit.</param>
internal sealed record EmbedBatch(int Done, IReadOnlyList<EmbedItem> Items, int Absent, IReadOnlyList<string> Excluded);
