namespace Governance.Embeddings;

/// <summary>
/// The vector of a sample by an encoder: one for each pair, deleted with the sample.
/// It is valid only while its input digest matches the sample's parts.
/// </summary>
public sealed class Embedding
{
    /// <summary>The encoder.</summary>
    public required Guid EncoderId { get; init; }

    /// <summary>The sample.</summary>
    public required Guid SampleId { get; init; }

    /// <summary>The set that computed it.</summary>
    public required Guid SetId { get; init; }

    /// <summary>SHA-256 over the input: names and digests of the parts and, for series, window and channel names.</summary>
    public required string InputDigest { get; init; }

    /// <summary>One number for each dimension of the encoder.</summary>
    public required float[] Vector { get; init; }
}
