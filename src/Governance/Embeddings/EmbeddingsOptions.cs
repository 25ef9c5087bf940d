namespace Governance.Embeddings;

/// <summary>Section <c>Embeddings</c> of the configuration.</summary>
public sealed class EmbeddingsOptions
{
    public const string Section = "Embeddings";

    /// <summary>Largest ONNX file that may be registered, in bytes. The file is held in memory while it runs.</summary>
    public long MaxOnnxBytes { get; set; } = 2_000_000_000;

    /// <summary>Samples that are read, encoded and committed together.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>Batches that may be read ahead of the inference.</summary>
    public int BatchesAhead { get; set; } = 2;
}
