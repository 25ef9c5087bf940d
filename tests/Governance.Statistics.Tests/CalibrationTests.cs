using CsCheck;
using Governance.Statistics.Calibration;

namespace Governance.Statistics.Tests;

public sealed class CalibrationTests
{
    private static readonly double[] Binary = [.25, .25, .55, .75, .75];
    private static readonly bool[] BinaryLabels = [false, false, true, true, true];
    private static readonly double[] Three = [.25, .2, .55, .55, .05, .4, .1, .3, .6, .9, .05, .05];

    /// <summary>n rows of c classes with labels.</summary>
    private static readonly Gen<(double[] P, int[] Y, int C)> Predictions =
        from c in Gen.Int[2, 5]
        from n in Gen.Int[1, 60]
        from raw in Gen.Double[.001, 1].Array[n * c]
        from y in Gen.Int[0, c - 1].Array[n]
        select (Normalised(raw, c), y, c);

    // Lightning-AI/torchmetrics, functional/classification/calibration_error.py.
    [Fact]
    public void Binary_error_of_the_positive_probability_is_the_published_one()
    {
        var diagram = ReliabilityDiagram.EqualWidth(Binary, BinaryLabels, 2);
        Assert.Equal(.29, diagram.Expected!.Value, 6e-5);
        Assert.Equal(.2918, diagram.RootMeanSquare!.Value, 6e-5);
        Assert.Equal(.3167, diagram.Maximum!.Value, 6e-5);
    }

    // The same file, four rows of three classes.
    [Fact]
    public void Top_label_error_of_three_classes_is_the_published_one()
    {
        var top = TopLabel.Of<double>(Three, 3, [0, 1, 2, 0]);
        var diagram = ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct, 3);
        Assert.Equal(.2, diagram.Expected!.Value, 6e-5);
        Assert.Equal(.2082, diagram.RootMeanSquare!.Value, 6e-5);
        Assert.Equal(.2333, diagram.Maximum!.Value, 6e-5);
    }

    // melloddy/SparseChem, sparsechem/test_calibration.py.
    [Theory]
    [InlineData(new[] { .12, .41, .61, .71, .94 }, new[] { 1, 0, 1, 1, 0 }, .582)]
    [InlineData(
        new[] { .01, .04, .21, .46, .46, .58, .61, .77, .86, .87, .89, .94 },
        new[] { 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 0, 0 },
        4.0 / 12
    )]
    [InlineData(new[] { .41, .56, .67, .9 }, new[] { 0, 1, 0, 1 }, .405)]
    public void Ten_bins_give_the_published_error(double[] p, int[] y, double expected) =>
        Assert.Equal(expected, ReliabilityDiagram.EqualWidth(p, [.. y.Select(v => v == 1)], 10).Expected!.Value, 1e-6);

    // torch-uncertainty, tests/metrics/classification/test_calibration.py and test_brier_score.py.
    [Fact]
    public void Equal_mass_and_brier_are_the_published_ones()
    {
        var top = TopLabel.OfBinary([.3, .24, .25, .2, .8], [false, false, false, true, true]);
        var diagram = ReliabilityDiagram.EqualMass(top.Confidence, top.Correct, 2);
        Assert.Equal(.278, diagram.Expected!.Value, 1e-6);
        Assert.Equal(.3, diagram.Maximum!.Value, 1e-6);
        Assert.Equal([3, 2], diagram.Bins.Select(b => b.Count));
        // Published as the sum over the two samples.
        Assert.Equal(
            1.97,
            2 * ProperScores.Brier<double>([.2, .6, .1, .05, .05, .05, .25, .1, .3, .3], 5, [3, 4])!.Value,
            1e-6
        );
    }

    [Fact]
    public void Confidence_one_is_in_the_last_bin_and_an_empty_bin_has_no_means()
    {
        var diagram = ReliabilityDiagram.EqualWidth([1, 1, .05], [true, true, false], 10);
        Assert.Equal(2, diagram.Bins[9].Count);
        Assert.Null(diagram.Bins[4].Gap);
        Assert.Equal(.05 / 3, diagram.Expected!.Value, 1e-12);
        Assert.Null(ReliabilityDiagram.EqualWidth([], [], 10).Expected);
        Assert.Null(ReliabilityDiagram.EqualMass([], [], 10).Maximum);
    }

    [Fact]
    public void A_probability_of_nothing_is_clipped_and_counted()
    {
        var loss = ProperScores.NegativeLogLikelihood<float>([0, 1, .5f, .5f], 2, [0, 1]);
        Assert.Equal(1, loss.Clipped);
        Assert.Equal((-Math.Log(1e-12) + Math.Log(2)) / 2, loss.Mean!.Value, 1e-9);
    }

    [Fact]
    public void A_value_that_is_not_a_probability_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TopLabel.Of<double>([.5, double.NaN], 2, [0]));
        Assert.Throws<ArgumentException>(() => TopLabel.Of<double>([.5, 1.5], 2, [0]));
        Assert.Throws<ArgumentException>(() => TopLabel.Of<double>([.5, .5], 2, [2]));
        Assert.Throws<ArgumentException>(() => ReliabilityDiagram.EqualWidth([double.NaN], [true]));
    }

    [Fact]
    public void Errors_are_within_their_bounds_and_do_not_depend_on_the_order_of_samples() =>
        Gen.Select(Predictions, Gen.Int)
            .Sample(
                (made, seed) =>
                {
                    var (p, y, c) = made;
                    var order = Enumerable.Range(0, y.Length).ToArray();
                    new Random(seed).Shuffle(order);
                    double[] q = [.. order.SelectMany(i => p.AsSpan(i * c, c).ToArray())];
                    int[] z = [.. order.Select(i => y[i])];
                    var (a, b) = (Figures(p, y, c), Figures(q, z, c));
                    Assert.All(a.Zip(b), f => Assert.Equal(f.First, f.Second, 1e-9));
                    Assert.All(a.Take(6), f => Assert.InRange(f, 0, 1));
                    Assert.InRange(a[6], 0, 2);
                    Assert.True(
                        a[0] <= a[1] + 1e-12 && a[0] <= a[2] + 1e-12,
                        "The mean gap exceeds the greatest or the root mean square."
                    );
                },
                iter: 200
            );

    [Fact]
    public void A_temperature_is_found_again()
    {
        // Labels drawn from softmax(z), logits given as 2.5 z: the fit must find about 2.5. 20,000 rows fix it within 5 %.
        var random = new Random(5);
        var (logits, labels) = (new double[20_000 * 4], new int[20_000]);
        for (var i = 0; i < labels.Length; i++)
        {
            for (var c = 0; c < 4; c++)
                logits[i * 4 + c] = (random.NextDouble() - .5) * 4;
            var p = Temperature.Apply<double>(logits.AsSpan(i * 4, 4), 4, 1);
            var u = random.NextDouble();
            while (labels[i] < 3 && (u -= p[labels[i]]) > 0)
                labels[i]++;
        }
        for (var k = 0; k < logits.Length; k++)
            logits[k] *= 2.5;
        var fitted = Temperature.Fit<double>(logits, 4, labels);
        Assert.InRange(fitted.Value, 2.5 * .95, 2.5 * 1.05);
        Assert.True(fitted.After < fitted.Before);
        Assert.False(fitted.AtBound);
        // There is one minimum: both neighbours are worse, and no prediction changes.
        var (warm, cool) = (
            Temperature.Apply<double>(logits, 4, fitted.Value * 1.01),
            Temperature.Apply<double>(logits, 4, fitted.Value / 1.01)
        );
        Assert.True(ProperScores.NegativeLogLikelihood<double>(warm, 4, labels).Mean > fitted.After);
        Assert.True(ProperScores.NegativeLogLikelihood<double>(cool, 4, labels).Mean > fitted.After);
        Assert.Equal(
            TopLabel.Of<double>(Temperature.Apply<double>(logits, 4, 1), 4, labels).Predicted,
            TopLabel.Of<double>(warm, 4, labels).Predicted
        );
    }

    [Fact]
    public void Perfectly_separable_logits_run_into_the_bound_and_say_so() =>
        Assert.True(Temperature.Fit<double>([1, 0, 0, 1], 2, [0, 1]).AtBound);

    private static double[] Figures(double[] p, int[] y, int c)
    {
        var top = TopLabel.Of<double>(p, c, y);
        var (width, mass) = (
            ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct),
            ReliabilityDiagram.EqualMass(top.Confidence, top.Correct)
        );
        return
        [
            width.Expected!.Value,
            width.Maximum!.Value,
            width.RootMeanSquare!.Value,
            mass.Expected!.Value,
            mass.Maximum!.Value,
            ProperScores.ClasswiseCalibrationError<double>(p, c, y)!.Value,
            ProperScores.Brier<double>(p, c, y)!.Value,
        ];
    }

    private static double[] Normalised(double[] raw, int c)
    {
        var p = (double[])raw.Clone();
        for (var start = 0; start < p.Length; start += c)
        {
            var sum = p.AsSpan(start, c).ToArray().Sum();
            for (var k = 0; k < c; k++)
                p[start + k] /= sum;
        }
        return p;
    }
}
