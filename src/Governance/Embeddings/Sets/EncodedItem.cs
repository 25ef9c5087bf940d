namespace Governance.Embeddings;

/// <summary>An item with its vector, or with the reason why it has none.</summary>
internal sealed record EncodedItem(EmbedItem Item, float[]? Vector, EmbedFailure? Failure)
{
    public bool Fresh => Item.Standing is null;
}
