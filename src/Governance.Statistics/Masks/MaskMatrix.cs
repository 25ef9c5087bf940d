using System.Numerics;
using Governance.Statistics.Calibration;
using Governance.Statistics.Intervals;

namespace Governance.Statistics.Masks;

/// <summary>
/// Accuracy, calibration, likelihood and worst group of a model for every set of available modalities, with bootstrap
/// intervals over one resampling that all masks share. Every sample is reduced once to five numbers for each mask, so that a
/// replicate only adds. Replicate r draws from stream r of the seed and adds in the samples' order, so the result does not
/// depend on the number of threads, to the bit.
/// </summary>
public static class MaskMatrix
{
    /// <summary>One row for each mask, in the order given.</summary>
    /// <param name="masks">Each mask with its n × <paramref name="classes"/> probabilities, row after row.</param>
    /// <param name="samples">n labels, and what is known of each sample.</param>
    /// <param name="options">Null for the defaults.</param>
    public static IReadOnlyList<MaskRow> Of<T>(
        IReadOnlyList<(int Mask, T[] Probabilities)> masks,
        int classes,
        MaskSamples samples,
        MaskMatrixOptions? options = null
    )
        where T : IBinaryFloatingPointIeee754<T>
    {
        options ??= new();
        var labels = samples.Labels;
        var presence = samples.Presence;
        var (keys, ordinals) = Ordinals(samples.Groups, labels.Length);
        if (!presence.IsEmpty && presence.Length != labels.Length)
            throw new ArgumentException($"{presence.Length} presences for {labels.Length} samples.");
        var cells = new Cell[masks.Count];
        for (var m = 0; m < cells.Length; m++)
            cells[m] = new Cell(
                masks[m].Mask,
                Reduce(masks[m], classes, labels, ordinals, presence, options.Bins),
                keys,
                options
            );
        var full =
            masks.Count == 0
                ? -1
                : Enumerable
                    .Range(0, masks.Count)
                    .MaxBy(m => (BitOperations.PopCount((uint)masks[m].Mask), masks[m].Mask));
        var resampling = Resampling.Of(labels.Length, samples.Clusters);
        var drawn = Replicates(cells, resampling, keys.Length, options);
        return [.. cells.Select((cell, m) => cell.Row(drawn, m, m == full ? null : cells[full], full, options))];
    }

    private static MaskObservation[] Reduce<T>(
        (int Mask, T[] Probabilities) mask,
        int classes,
        ReadOnlySpan<int> labels,
        short[] groups,
        ReadOnlySpan<int> presence,
        int bins
    )
        where T : IBinaryFloatingPointIeee754<T>
    {
        Rows.Check(mask.Probabilities.Length, classes, labels);
        var kept = new List<MaskObservation>(labels.Length);
        for (var i = 0; i < labels.Length; i++)
        {
            if (!presence.IsEmpty && (presence[i] & mask.Mask) != mask.Mask)
                continue;
            ReadOnlySpan<T> row = mask.Probabilities.AsSpan(i * classes, classes);
            var (top, confidence) = Rows.Top(row);
            var correct = top == labels[i];
            var surprise = ProperScores.Surprise(Rows.Probability(row[labels[i]]));
            kept.Add(
                new(
                    i,
                    (short)ReliabilityDiagram.BinOf(confidence, bins),
                    groups[i],
                    correct,
                    (correct ? 1 : 0) - confidence,
                    surprise
                )
            );
        }
        return [.. kept];
    }

    private static (int[] Keys, short[] Ordinals) Ordinals(ReadOnlySpan<int> groups, int n)
    {
        if (groups.IsEmpty)
            return ([0], new short[n]);
        if (groups.Length != n)
            throw new ArgumentException($"{groups.Length} group keys for {n} samples.");
        int[] keys = [.. groups.ToArray().Distinct().Order()];
        if (keys.Length > short.MaxValue)
            throw new ArgumentException($"{keys.Length} groups are too many.");
        var ordinals = new short[n];
        for (var i = 0; i < n; i++)
            ordinals[i] = (short)Array.BinarySearch(keys, groups[i]);
        return (keys, ordinals);
    }

    /// <summary>[mask][figure][replicate], figures in the order of <see cref="Cell.Figures"/>.</summary>
    private static double[][][] Replicates(Cell[] cells, Resampling resampling, int groups, MaskMatrixOptions options)
    {
        if (options.Replicates > 0)
            Bootstrap.CheckLevel(options.Replicates, options.Level);
        var drawn = cells
            .Select(_ => Enumerable.Range(0, Cell.Figures).Select(_ => new double[options.Replicates]).ToArray())
            .ToArray();
        var root = new SeededRandom(options.Seed);
        var limits = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : -1,
            CancellationToken = options.Cancellation,
        };
        Parallel.For(
            0,
            options.Replicates,
            limits,
            () => (Weights: new int[resampling.Samples], Tally: new MaskTally(options.Bins, groups)),
            (r, _, own) =>
            {
                var random = root.Split(r);
                resampling.Draw(ref random, own.Weights);
                for (var m = 0; m < cells.Length; m++)
                    cells[m].Measure(own.Weights, own.Tally, drawn[m], r);
                return own;
            },
            _ => { }
        );
        return drawn;
    }

    /// <summary>A mask with its reduced samples and its point estimates.</summary>
    private sealed class Cell
    {
        public const int Figures = 4;
        private readonly int _mask;
        private readonly MaskObservation[] _observations;
        private readonly GroupAccuracy[] _groups;
        private readonly int[] _sufficient;
        private readonly double[] _estimates;

        public Cell(int mask, MaskObservation[] observations, int[] keys, MaskMatrixOptions options)
        {
            (_mask, _observations) = (mask, observations);
            var once = new int[observations.Length == 0 ? 0 : observations[^1].Sample + 1];
            Array.Fill(once, 1);
            var tally = new MaskTally(options.Bins, keys.Length);
            tally.Add(observations, once);
            int[] present = [.. Enumerable.Range(0, keys.Length).Where(g => tally.CountOf(g) > 0)];
            _sufficient = [.. present.Where(g => tally.CountOf(g) >= options.MinimumGroup)];
            _groups =
            [
                .. present.Select(g => new GroupAccuracy(
                    keys[g],
                    (int)tally.CountOf(g),
                    tally.AccuracyOf(g),
                    tally.CountOf(g) >= options.MinimumGroup
                )),
            ];
            _estimates = Figured(tally);
        }

        public void Measure(int[] weights, MaskTally tally, double[][] into, int replicate)
        {
            tally.Clear();
            tally.Add(_observations, weights);
            var figures = Figured(tally);
            for (var f = 0; f < Figures; f++)
                into[f][replicate] = figures[f];
        }

        public MaskRow Row(double[][][] drawn, int m, Cell? fullest, int full, MaskMatrixOptions options)
        {
            Interval? Of(int f) =>
                double.IsNaN(_estimates[f]) ? null : Interval.OfReplicates(_estimates[f], drawn[m][f], options.Level);
            var clipped = _observations.Count(o => o.Surprise >= ProperScores.Surprise(0));
            var gap = fullest is null ? double.NaN : _estimates[0] - fullest._estimates[0];
            var against = double.IsNaN(gap)
                ? null
                : Interval.OfReplicates(gap, [.. drawn[m][0].Select((a, r) => a - drawn[full][0][r])], options.Level);
            return new(_mask, _observations.Length, Of(0), Of(1), Of(2), clipped, Of(3), _groups, against);
        }

        private double[] Figured(MaskTally tally) =>
            [tally.Accuracy, tally.CalibrationError, tally.LogLoss, tally.WorstOf(_sufficient)];
    }
}
