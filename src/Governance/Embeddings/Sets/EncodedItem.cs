namespace Governance.Embeddings;

/// <summary>An item with its vector, or with the reason why it has none.</summary>
internal sealed record EncodedItem(EmbedItem Item, float[]? Vector, EmbedFailure? Failure)
{
    /// <summary>Whether the vector was computed now and is not stored yet.</summary>
    public bool Fresh => Item.StoredVector is null;
}
