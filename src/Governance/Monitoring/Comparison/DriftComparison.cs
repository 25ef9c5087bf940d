using Governance.Platform.Runs;
using Governance.Statistics.Drift;
using Governance.Statistics.Intervals;

namespace Governance.Monitoring;

/// <summary>
/// Two tests for each modality, with Holm's adjustment over all of them: Kolmogorov–Smirnov on the cosine of each sample to
/// the reference's mean vector, which is easy to explain, and a permutation test of the maximum mean discrepancy (MMD) over
/// whole vectors, which also finds changes that leave the cosine alone.
/// </summary>
internal static class DriftComparison
{
    /// <summary>With fewer vectors on a side a modality is not tested, because no test has enough power.</summary>
    public const int LeastRows = 8;

    /// <summary>Larger sides are reduced by a seeded draw, because the kernel matrix is held in memory.</summary>
    public const int MostRows = 800;

    /// <summary>The move that <see cref="Power"/> plants, as a share of the vectors' typical distance from their mean.</summary>
    public const double PlantedShift = 0.5;

    /// <summary>Trials for each modality: enough to distinguish a half from three quarters.</summary>
    public const int PowerTrials = 40;

    /// <summary>150 rows per side measure a rate as well as all rows do, at a hundredth of the cost.</summary>
    private const int MostTrialRows = 150;

    /// <summary>Keeps the draws for the power apart from those for the false alarms.</summary>
    private const long PowerStream = 0x706F776572;

    /// <summary>Compares reference and batch in each modality, in the order of the modalities.</summary>
    /// <param name="sides">The vectors of the reference and of the batch; null where there are none to compare.</param>
    /// <param name="reference">Number of samples of the reference, with or without the modality.</param>
    /// <param name="batch">Number of samples of the batch.</param>
    /// <param name="told">Counts the modalities; null if the caller counts.</param>
    public static IReadOnlyList<ModalityDrift> Of(
        PerModality<DriftPair?> sides,
        int reference,
        int batch,
        long seed,
        RunCounter? told
    )
    {
        var raw = new List<ModalityDrift>();
        foreach (var modality in Enum.GetValues<Modality>())
        {
            if (sides[modality] is not { } side)
                continue;
            var (a, b) = (Thin(side.Reference, seed), Thin(side.Batch, seed + 1));
            var drift = new ModalityDrift(
                modality,
                side.Reference.Count,
                side.Batch.Count,
                null,
                null,
                null,
                null,
                Missing(side.Reference, reference),
                Missing(side.Batch, batch)
            );
            if (a.Count >= LeastRows && b.Count >= LeastRows)
            {
                var sum = Sum(a);
                var closeness = KolmogorovSmirnov.Of(Closeness(a, sum, own: true), Closeness(b, sum, own: false));
                var kernel = KernelTwoSample.Of(a.Rows, b.Rows, a.Dimension, seed);
                drift = drift with
                {
                    Kolmogorov = closeness?.Statistic,
                    KolmogorovP = closeness?.PValue,
                    Kernel = kernel.Squared,
                    KernelP = kernel.PValue,
                };
            }
            raw.Add(drift);
            told?.Step();
        }
        var adjusted = Holm.Adjust([
            .. raw.SelectMany(d => new[] { d.KolmogorovP ?? double.NaN, d.KernelP ?? double.NaN }),
        ]);
        return
        [
            .. raw.Select(
                (d, i) => d with { KolmogorovP = Known(adjusted[2 * i]), KernelP = Known(adjusted[2 * i + 1]) }
            ),
        ];
    }

    /// <summary>
    /// Number of comparisons of random halves of the reference in which the same tests find drift. Halves are drawn over
    /// samples, so both can contain samples of one subject: the rate is that of such batches.
    /// </summary>
    public static int FalseAlarms(
        PerModality<VectorSide?> reference,
        double level,
        long seed,
        int trials,
        RunCounter told
    )
    {
        var root = new SeededRandom(seed);
        var alarms = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            told.Step(0);
            var random = root.Split(trial);
            // A lambda cannot take the generator by reference, and each modality draws from where the last one stopped.
            var text = Halves(reference.Text, ref random);
            var image = Halves(reference.Image, ref random);
            var halves = new PerModality<DriftPair?>(text, image, Halves(reference.Sensor, ref random));
            if (Of(halves, 1, 1, seed + trial, told: null).Any(d => d.Drifted(level)))
                alarms++;
            told.Step();
        }
        return alarms;
    }

    /// <summary>
    /// How often the same tests find a planted shift in each modality. The sides are disjoint draws from the reference, and the
    /// second one is moved by <see cref="PlantedShift"/> in a random direction; the other modalities stay without drift, so that
    /// Holm's adjustment is that of a check.
    /// </summary>
    /// <param name="batch">Vectors of the batch in each modality; the draw has no more than half of the reference.</param>
    /// <param name="told">Counts the trials.</param>
    public static IReadOnlyList<ModalityPower> Power(
        PerModality<VectorSide?> reference,
        PerModality<int> batch,
        double level,
        long seed,
        RunCounter told
    )
    {
        var root = new SeededRandom(seed ^ PowerStream);
        var power = new List<ModalityPower>();
        foreach (var planted in Enum.GetValues<Modality>())
        {
            if (reference[planted] is not { } side)
                continue;
            var (kept, moved) = Sizes(side.Count, batch[planted]);
            var enough = kept >= LeastRows && moved >= LeastRows;
            var found = 0;
            for (var trial = 0; enough && trial < PowerTrials; trial++)
            {
                told.Step(0);
                var random = root.Split((int)planted * PowerTrials + trial);
                var text = Drawn(reference.Text, batch.Text, ref random);
                var image = Drawn(reference.Image, batch.Image, ref random);
                var sides = new PerModality<DriftPair?>(text, image, Drawn(reference.Sensor, batch.Sensor, ref random));
                var move = Move(side, ref random);
                var shifted = sides.Map(
                    (m, pair) => m == planted && pair is not null ? pair with { Batch = Moved(pair.Batch, move) } : pair
                );
                if (Of(shifted, 1, 1, seed + trial, told: null).Single(d => d.Modality == planted).Drifted(level))
                    found++;
                told.Step();
            }
            power.Add(new(planted, kept, moved, PlantedShift, found, enough ? PowerTrials : 0));
        }
        return power;
    }

    /// <summary>Rows of the two sides of a trial.</summary>
    private static (int Kept, int Moved) Sizes(int reference, int batch)
    {
        var moved = Math.Min(Math.Min(batch, reference / 2), MostTrialRows);
        return (Math.Min(reference - moved, MostTrialRows), moved);
    }

    private static DriftPair? Drawn(VectorSide? side, int batch, ref SeededRandom random)
    {
        if (side is null)
            return null;
        var (kept, moved) = Sizes(side.Count, batch);
        var order = Enumerable.Range(0, side.Count).ToArray();
        random.Shuffle(order.AsSpan());
        return new(side.Take(order.AsSpan(0, kept)), side.Take(order.AsSpan(kept, moved)));
    }

    /// <summary>A random direction with the length of the planted shift.</summary>
    private static float[] Move(VectorSide side, ref SeededRandom random)
    {
        var (sum, squares) = (Sum(side), 0.0);
        foreach (var value in side.Rows)
            squares += (double)value * value;
        // Mean of ‖x − μ‖² = mean of ‖x‖² − ‖μ‖².
        var spread = Math.Sqrt(Math.Max(0, squares / side.Count - sum.Sum(s => s / side.Count * (s / side.Count))));
        var direction = new double[side.Dimension];
        for (var k = 0; k < direction.Length; k++)
            direction[k] = random.Normal();
        var length = Math.Sqrt(direction.Sum(d => d * d));
        return [.. direction.Select(d => (float)(d / length * PlantedShift * spread))];
    }

    private static VectorSide Moved(VectorSide side, float[] move)
    {
        var rows = (float[])side.Rows.Clone();
        for (var i = 0; i < rows.Length; i++)
            rows[i] += move[i % side.Dimension];
        return side with { Rows = rows };
    }

    private static DriftPair? Halves(VectorSide? side, ref SeededRandom random)
    {
        if (side is null)
            return null;
        var order = Enumerable.Range(0, side.Count).ToArray();
        random.Shuffle(order.AsSpan());
        var half = Math.Min(order.Length / 2, MostTrialRows);
        return new(side.Take(order.AsSpan(0, half)), side.Take(order.AsSpan(half, half)));
    }

    private static VectorSide Thin(VectorSide side, long seed)
    {
        if (side.Count <= MostRows)
            return side;
        var order = Enumerable.Range(0, side.Count).ToArray();
        var random = new SeededRandom(seed);
        random.Shuffle(order.AsSpan());
        var kept = order[..MostRows];
        Array.Sort(kept);
        return side.Take(kept);
    }

    private static double[] Sum(VectorSide side)
    {
        var sum = new double[side.Dimension];
        for (var i = 0; i < side.Rows.Length; i++)
            sum[i % side.Dimension] += side.Rows[i];
        return sum;
    }

    /// <summary>Cosine of each row to the reference's mean vector; 0 if either is the zero vector.</summary>
    /// <param name="own">
    /// Whether the rows are the reference's: each is then compared with the mean of the other rows. A row that is part of the
    /// mean is closer to it than any other, and the test finds drift in noise (measured: 33 of 60 random halves in 16
    /// dimensions).
    /// </param>
    private static double[] Closeness(VectorSide side, double[] sum, bool own)
    {
        var closeness = new double[side.Count];
        for (var row = 0; row < closeness.Length; row++)
        {
            var (dot, length, towards) = (0.0, 0.0, 0.0);
            for (var k = 0; k < side.Dimension; k++)
            {
                double value = side.Rows[row * side.Dimension + k];
                var mean = sum[k] - (own ? value : 0);
                dot += value * mean;
                length += value * value;
                towards += mean * mean;
            }
            closeness[row] = length > 0 && towards > 0 ? dot / Math.Sqrt(length * towards) : 0;
        }
        return closeness;
    }

    private static double Missing(VectorSide side, int samples) =>
        samples == 0 ? 0 : Math.Max(0, 1 - (double)side.Count / samples);

    private static double? Known(double p) => double.IsNaN(p) ? null : p;
}
