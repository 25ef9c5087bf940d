namespace Governance.Inference.Fusion;

/// <summary>
/// How long a training is at most. The length is counted in steps of the optimiser, because an epoch of a small data set has
/// too few of them to learn anything.
/// </summary>
/// <param name="Epochs">Validations, each after <paramref name="Passes"/> passes.</param>
/// <param name="Passes">Passes over the training part in an epoch.</param>
/// <param name="Steps">Steps of the optimiser in all.</param>
public sealed record TrainingLength(int Epochs, int Passes, int Steps)
{
    /// <summary>The fewest steps of a training that names neither steps nor epochs.</summary>
    public const int FewestSteps = 600;

    /// <summary>The fewest passes of a training that names neither steps nor epochs.</summary>
    private const int FewestPasses = 12;

    /// <summary>Steps between two validations at least, unless the training names its epochs.</summary>
    private const int StepsOfAnEpoch = 20;

    /// <summary>The length of a training with so many training rows.</summary>
    public static TrainingLength Of(FusionOptions options, int trainingRows)
    {
        var batches = Math.Max(1, (trainingRows + options.Batch - 1) / options.Batch);
        if (options.Epochs is { } epochs)
            return new(epochs, 1, epochs * batches);
        var steps = options.Steps ?? Math.Max(FewestSteps, FewestPasses * batches);
        var passes = Math.Max(1, StepsOfAnEpoch / batches);
        var rounds = (steps + passes * batches - 1) / (passes * batches);
        return new(rounds, passes, rounds * passes * batches);
    }
}
