namespace Governance.Inference.Fusion;

/// <summary>Names in an exported fusion model; a reader of the file needs nothing else.</summary>
public static class FusionNames
{
    public const string Mask = "mask";
    public const string Logits = "logits";
    public const string Probabilities = "probabilities";
    public const string Attention = "attention";

    /// <summary>Metadata: the fusion kind, a word.</summary>
    public const string Kind = "fusion.kind";

    /// <summary>Metadata: the class names, a JSON array.</summary>
    public const string Classes = "fusion.classes";

    /// <summary>Metadata: eight temperatures by mask, a JSON array.</summary>
    public const string Temperatures = "fusion.temperatures";

    /// <summary>Metadata: on how many validation rows each temperature was fitted, a JSON array.</summary>
    public const string TemperatureRows = "fusion.temperatureRows";

    /// <summary>Metadata: the training options, a JSON object.</summary>
    public const string Options = "fusion.options";

    /// <summary>Metadata: the epoch whose parameters were kept.</summary>
    public const string Epoch = "fusion.epoch";

    /// <summary>Output: the aligned embedding of a modality, [N, hidden], length one; zero where it is absent.</summary>
    public static string Shared(Modality modality) => $"shared_{modality.Word()}";

    /// <summary>Output of late fusion: the logits of one modality alone, [N, classes].</summary>
    public static string Votes(Modality modality) => $"logits_{modality.Word()}";
}
