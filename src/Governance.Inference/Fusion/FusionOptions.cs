namespace Governance.Inference.Fusion;

/// <summary>How a fusion model is trained. Together with the task and the split, these decide the result to the bit.</summary>
public sealed record FusionOptions
{
    public FusionKind Kind { get; init; } = FusionKind.Early;

    /// <summary>Width of the adapters' outputs, and of the aligned embeddings.</summary>
    public int Hidden { get; init; } = 128;

    public int Epochs { get; init; } = 12;

    public int Batch { get; init; } = 128;

    public float LearningRate { get; init; } = 1e-3f;

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>AdamW's decoupled decay; applied to matrices, not to biases, norms and tokens.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>The chance that a modality that is there is hidden from a training row; at least one stays.</summary>
    public float ModalityDropout { get; init; } = 0.3f;

    /// <summary>
    /// Weigh each row by the inverse frequency of its class in the training part. The probabilities then answer as if
    /// the classes were equally frequent; switch it off where they must match the frequencies in the field.
    /// </summary>
    public bool ClassWeights { get; init; } = true;

    /// <summary>
    /// Weight of the contrastive loss that aligns the modalities of a moment (InfoNCE over the three pairs); 0 switches
    /// it off.
    /// </summary>
    public float ContrastiveWeight { get; init; } = 0.05f;

    public float ContrastiveTemperature { get; init; } = 0.1f;

    /// <summary>Keep the epoch with the lowest validation NLL instead of the last.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>Stop after so many epochs without a better validation NLL; null runs them all.</summary>
    public int? Patience { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>Beyond 2^53 a JSON number loses digits, and a model's identity is over JSON.</summary>
    public const long MaxSeed = 9_007_199_254_740_991;

    /// <summary>The first value that is out of range, with its range; null when all can be used.</summary>
    public UnfitTaskException? Fault()
    {
        try
        {
            Check();
            return null;
        }
        catch (UnfitTaskException fault)
        {
            return fault;
        }
    }

    internal void Check()
    {
        Refuse(!Enum.IsDefined(Schedule), nameof(Schedule), "cosine or constant");
        Refuse(Hidden is < 1 or > 4096, nameof(Hidden), "between 1 and 4096");
        Refuse(Epochs is < 1 or > 10_000, nameof(Epochs), "between 1 and 10000");
        Refuse(Batch is < 2 or > 65_536, nameof(Batch), "between 2 and 65536");
        Refuse(!(LearningRate > 0 && LearningRate < 10), nameof(LearningRate), "above 0 and below 10");
        Refuse(!(WeightDecay >= 0 && WeightDecay < 10), nameof(WeightDecay), "at least 0 and below 10");
        Refuse(!(ModalityDropout >= 0 && ModalityDropout < 1), nameof(ModalityDropout), "at least 0 and below 1");
        Refuse(
            !(ContrastiveWeight >= 0 && ContrastiveWeight < 100),
            nameof(ContrastiveWeight),
            "at least 0 and below 100"
        );
        Refuse(
            !(ContrastiveTemperature >= 0.01f && ContrastiveTemperature < 100),
            nameof(ContrastiveTemperature),
            "at least 0.01 and below 100"
        );
        Refuse(Patience is < 1, nameof(Patience), "at least 1, or absent");
    }

    private static void Refuse(bool wrong, string name, string range)
    {
        if (wrong)
            throw new UnfitTaskException($"{name} is out of range.", $"Choose a value {range}.");
    }
}
