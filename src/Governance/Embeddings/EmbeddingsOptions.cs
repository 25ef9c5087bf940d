namespace Governance.Embeddings;

/// <summary>Section <c>Embeddings</c> of the configuration.</summary>
public sealed class EmbeddingsOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Embeddings";

    /// <summary>Largest ONNX file that can be registered, in bytes. The file is held in memory while it runs.</summary>
    public long MaxOnnxBytes { get; set; } = 2_000_000_000;

    /// <summary>Samples that are read, encoded and committed together, 1 to 4096.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>Batches that are read ahead of inference, 1 to 64.</summary>
    public int BatchesAhead { get; set; } = 2;
}
