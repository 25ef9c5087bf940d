using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

/// <summary>Tasks with best possible predictions that are known from their construction.</summary>
internal static class GeneratedTasks
{
    /// <summary>
    /// Two fair coins; text shows the first, image the second, sensor nothing; the class is their exclusive or. Either
    /// modality alone tells nothing about the class, both together determine it: the noise has a standard deviation of 0.3
    /// for each of 16 numbers, against a distance of 2 in each.
    /// </summary>
    public static FusionTask ExclusiveOr(int rows = 2000, int subjects = 40, int seed = 7)
    {
        var random = new Random(seed);
        const int dimension = 16;
        var codes = Enumerable
            .Range(0, 2)
            .Select(_ => Enumerable.Range(0, dimension).Select(_ => random.Next(2) * 2 - 1f).ToArray())
            .ToArray();
        var vectors = Enumerable.Range(0, 3).Select(_ => new float[rows * dimension]).ToArray();
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            int[] coins = [random.Next(2), random.Next(2)];
            labels[row] = coins[0] ^ coins[1];
            for (var m = 0; m < 3; m++)
            for (var i = 0; i < dimension; i++)
                vectors[m][row * dimension + i] =
                    (m < 2 ? codes[m][i] * (2 * coins[m] - 1) : 0) + 0.3f * Normal(random);
        }
        return Build(vectors, dimension, Full(rows), labels, subjects, ["equal", "different"]);
    }

    /// <summary>Three classes, each modality a noisy view of the class; one row in four lacks one modality.</summary>
    public static FusionTask NoisyViews(int rows = 1500, int subjects = 30, int dimension = 12, int seed = 11)
    {
        var random = new Random(seed);
        var means = Enumerable
            .Range(0, 9)
            .Select(_ => Enumerable.Range(0, dimension).Select(_ => Normal(random)).ToArray())
            .ToArray();
        float[] noise = [1.5f, 2f, 2.5f];
        var vectors = Enumerable.Range(0, 3).Select(_ => new float[rows * dimension]).ToArray();
        var (labels, masks) = (new int[rows], Full(rows));
        for (var row = 0; row < rows; row++)
        {
            labels[row] = random.Next(3);
            if (random.Next(4) == 0)
                masks[row] = Modalities.All & ~((Modality)random.Next(3)).AsSet();
            for (var m = 0; m < 3; m++)
            for (var i = 0; i < dimension; i++)
            {
                var value = means[labels[row] * 3 + m][i] + noise[m] * Normal(random);
                vectors[m][row * dimension + i] = masks[row].Has((Modality)m) ? value : 0;
            }
        }
        return Build(vectors, dimension, masks, labels, subjects, ["low", "middle", "high"]);
    }

    public static FusionSplit Split(FusionTask task) => FusionSplit.BySubject(task.Groups, task.Labels, seed: 3);

    public static FusionModel Train(
        FusionTask task,
        FusionSplit split,
        FusionOptions options,
        IProgress<EpochReport>? progress = null,
        FusionCheckpoint? resumeFrom = null
    ) => FusionTrainer.Train(task, split, options, progress, TestContext.Current.CancellationToken, resumeFrom);

    public static float Normal(Random random)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    public static Modalities[] Full(int rows)
    {
        var masks = new Modalities[rows];
        masks.AsSpan().Fill(Modalities.All);
        return masks;
    }

    private static FusionTask Build(
        float[][] vectors,
        int dimension,
        Modalities[] masks,
        int[] labels,
        int subjects,
        string[] classes
    )
    {
        var rows = labels.Length;
        var matrices = vectors.Select(v => new ModalityMatrix(v, rows, dimension)).ToArray();
        int[] groups = [.. Enumerable.Range(0, rows).Select(row => row % subjects)];
        return new(new(matrices[0], matrices[1], matrices[2]), masks, labels, groups, classes);
    }
}
