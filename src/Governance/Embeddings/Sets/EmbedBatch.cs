namespace Governance.Embeddings;

/// <summary>A stretch of the manifest, read and gated.</summary>
/// <param name="Done">Places of the version up to and with this batch.</param>
internal sealed record EmbedBatch(int Done, IReadOnlyList<EmbedItem> Items, int Absent, IReadOnlyList<string> Excluded);
