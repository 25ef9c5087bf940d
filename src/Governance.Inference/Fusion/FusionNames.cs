namespace Governance.Inference.Fusion;

/// <summary>The names in an exported fusion model, all that a reader of the file needs.</summary>
public static class FusionNames
{
    /// <summary>Input: the modalities of each row, float [N, 3] of 0 and 1.</summary>
    public const string Mask = "mask";

    /// <summary>Output: the logits, [N, classes].</summary>
    public const string Logits = "logits";

    /// <summary>Output: the probabilities after the mask's temperature, [N, classes].</summary>
    public const string Probabilities = "probabilities";

    /// <summary>Output of attention fusion: the weight of each modality, [N, 3].</summary>
    public const string Attention = "attention";

    /// <summary>Metadata: the name of the <see cref="FusionKind"/>.</summary>
    public const string Kind = "fusion.kind";

    /// <summary>Metadata: the class names, a JSON array.</summary>
    public const string Classes = "fusion.classes";

    /// <summary>Metadata: eight temperatures by mask, a JSON array.</summary>
    public const string Temperatures = "fusion.temperatures";

    /// <summary>Metadata: the number of validation rows behind each temperature, a JSON array.</summary>
    public const string TemperatureRows = "fusion.temperatureRows";

    /// <summary>Metadata: the training options, a JSON object.</summary>
    public const string Options = "fusion.options";

    /// <summary>Metadata: the epoch that the parameters come from.</summary>
    public const string Epoch = "fusion.epoch";

    /// <summary>Output: the aligned embedding of a modality, [N, hidden], of length 1; zero where it is absent.</summary>
    public static string Shared(Modality modality) => $"shared_{modality.Word()}";

    /// <summary>Output of late fusion: the logits of one modality alone, [N, classes].</summary>
    public static string Votes(Modality modality) => $"logits_{modality.Word()}";
}
