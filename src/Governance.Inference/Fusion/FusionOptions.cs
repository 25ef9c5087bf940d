using System.Text.Json.Serialization;

namespace Governance.Inference.Fusion;

/// <summary>How a fusion model is trained. Task, split and options determine the result to the bit.</summary>
public sealed record FusionOptions
{
    /// <summary>Where the model combines the modalities.</summary>
    public FusionKind Kind { get; init; } = FusionKind.Early;

    /// <summary>Width of the adapters' outputs and of the aligned embeddings, 1 … 4096.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>
    /// The most steps of the optimiser, 1 … 10,000,000; null = 600, or 12 passes over the training part if these are more. See
    /// <see cref="TrainingLength"/>.
    /// </summary>
    public int? Steps { get; init; }

    /// <summary>Number of passes over the training part instead of <see cref="Steps"/>, 1 … 10,000; null = by steps.</summary>
    public int? Epochs { get; init; }

    /// <summary>Rows of one step, 2 … 65,536.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>The learning rate of the first step, above 0 and below 10.</summary>
    public float LearningRate { get; init; } = 1e-3f;

    /// <summary>How the learning rate changes during the training.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>AdamW's decoupled weight decay, for matrices but not for biases, norms and tokens; 0 … 10.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>The probability that a present modality of a training row is hidden; at least one stays.</summary>
    public float ModalityDropout { get; init; } = 0.3f;

    /// <summary>
    /// Whether each row is weighted by the inverse frequency of its class in the training part. The probabilities then assume
    /// equally frequent classes; switch it off where they must match the real frequencies.
    /// </summary>
    public bool ClassWeights { get; init; } = true;

    /// <summary>
    /// Weight of the contrastive loss that aligns the modalities of a moment (InfoNCE over the three pairs); 0 switches
    /// it off.
    /// </summary>
    public float ContrastiveWeight { get; init; } = 0.05f;

    /// <summary>The temperature of the contrastive loss, at least 0.01.</summary>
    public float ContrastiveTemperature { get; init; } = 0.1f;

    /// <summary>Whether the epoch with the lowest validation NLL is kept instead of the last.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>
    /// The training stops after this number of epochs without a better validation NLL; null runs all. It is written as null,
    /// because a missing one is read as the default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public int? Patience { get; init; } = 10;

    /// <summary>The seed of all random numbers, at most <see cref="MaxSeed"/>.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The greatest seed: beyond 2^53 a JSON number loses digits, and a training's identity includes JSON.</summary>
    public const long MaxSeed = 9_007_199_254_740_991;

    /// <summary>The first value that is out of range, with its range; null when all are valid.</summary>
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
        Refuse(Steps is < 1 or > 10_000_000, nameof(Steps), "between 1 and 10000000, or absent");
        Refuse(Steps is not null && Epochs is not null, nameof(Steps), "for steps or for epochs, not for both");
        Refuse(Epochs is < 1 or > 10_000, nameof(Epochs), "between 1 and 10000, or absent");
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
            throw new UnfitTaskException("option-out-of-range", name, range);
    }
}
