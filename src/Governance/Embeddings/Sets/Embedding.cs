namespace Governance.Embeddings;

/// <summary>
/// The vector of a sample under an encoder. One for each pair, and gone with the sample.
/// It holds only while its input digest is that of the sample's parts.
/// </summary>
public sealed class Embedding
{
    public required Guid EncoderId { get; init; }
    public required Guid SampleId { get; init; }

    /// <summary>The set that computed it.</summary>
    public required Guid SetId { get; init; }

    /// <summary>SHA-256 over what went in: the digests of the parts and, for series, the window.</summary>
    public required string InputDigest { get; init; }
    public required float[] Vector { get; init; }
}
