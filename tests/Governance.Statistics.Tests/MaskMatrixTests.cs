using CsCheck;
using Governance.Statistics.Calibration;
using Governance.Statistics.Intervals;
using Governance.Statistics.Masks;

namespace Governance.Statistics.Tests;

public sealed class MaskMatrixTests
{
    private const int N = 400,
        Classes = 3;
    private static readonly MaskMatrixOptions Quick = new() { Replicates = 200 };

    [Fact]
    public void Estimates_are_those_of_the_plain_metrics()
    {
        var made = Make(1);
        foreach (
            var (row, index) in MaskMatrix
                .Of(made.Masks, Classes, new(made.Labels) { Groups = made.Groups }, Quick)
                .Select((r, i) => (r, i))
        )
        {
            var p = made.Masks[index].Probabilities;
            var top = TopLabel.Of<double>(p, Classes, made.Labels);
            Assert.Equal(N, row.Count);
            Assert.Equal(top.Correct.Average(c => c ? 1.0 : 0), row.Accuracy!.Estimate, 1e-12);
            Assert.Equal(
                ReliabilityDiagram.EqualWidth(top.Confidence, top.Correct).Expected!.Value,
                row.CalibrationError!.Estimate,
                1e-12
            );
            Assert.Equal(
                ProperScores.NegativeLogLikelihood<double>(p, Classes, made.Labels).Mean!.Value,
                row.LogLoss!.Estimate,
                1e-12
            );
            var worst = made
                .Groups.Zip(top.Correct)
                .GroupBy(g => g.First)
                .Where(g => g.Count() >= 30)
                .Min(g => g.Average(x => x.Second ? 1.0 : 0));
            Assert.Equal(worst, row.WorstGroup!.Estimate, 1e-12);
            Assert.InRange(row.Accuracy.Estimate, row.Accuracy.Low!.Value, row.Accuracy.High!.Value);
        }
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        var made = Make(2);
        string Of(int threads) =>
            string.Join(
                '\n',
                MaskMatrix
                    .Of(
                        made.Masks,
                        Classes,
                        new(made.Labels) { Groups = made.Groups, Clusters = made.Subjects },
                        Quick with
                        {
                            Threads = threads,
                        }
                    )
                    .Select(Bits)
            );
        Assert.Equal(Of(1), Of(4));
        Assert.NotEqual(
            Of(1),
            string.Join(
                '\n',
                MaskMatrix
                    .Of(
                        made.Masks,
                        Classes,
                        new(made.Labels) { Groups = made.Groups, Clusters = made.Subjects },
                        Quick with
                        {
                            Seed = 2,
                        }
                    )
                    .Select(Bits)
            )
        );
    }

    [Fact]
    public void Equal_masks_have_equal_intervals_and_no_difference_because_draws_are_shared()
    {
        var made = Make(3);
        var rows = MaskMatrix.Of(
            [(1, made.Masks[0].Probabilities), (7, made.Masks[0].Probabilities)],
            Classes,
            new(made.Labels) { Groups = made.Groups },
            Quick
        );
        Assert.Equal(rows[0].Accuracy, rows[1].Accuracy);
        Assert.Equal((0, 0, 0), (rows[0].AgainstFull!.Estimate, rows[0].AgainstFull!.Low, rows[0].AgainstFull!.High));
        Assert.Null(rows[1].AgainstFull);
    }

    [Fact]
    public void Drawing_subjects_whole_widens_the_interval()
    {
        // Each of 8 subjects is wholly right or wrong.
        int[] subjects = [.. Enumerable.Range(0, N).Select(i => i / 50)];
        double[] p = [.. subjects.SelectMany(s => s % 2 == 0 ? new[] { .8, .2 } : [.2, .8])];
        (int, double[])[] masks = [(7, p)];
        var labels = new int[N];
        var (alone, whole) = (
            MaskMatrix.Of(masks, 2, new(labels), Quick)[0].Accuracy!,
            MaskMatrix.Of(masks, 2, new(labels) { Clusters = subjects }, Quick)[0].Accuracy!
        );
        Assert.Equal(.5, whole.Estimate);
        Assert.True(whole.High - whole.Low > 3 * (alone.High - alone.Low));
    }

    [Fact]
    public void A_mask_uses_the_samples_with_its_modalities_and_small_groups_are_insufficient()
    {
        var made = Make(4);
        int[] presence = [.. Enumerable.Range(0, N).Select(i => i < 40 ? 7 : 1)];
        int[] groups = [.. Enumerable.Range(0, N).Select(i => i < 20 ? 5 : 9)];
        var rows = MaskMatrix.Of(made.Masks, Classes, new(made.Labels) { Groups = groups, Presence = presence }, Quick);
        Assert.Equal([N, 40, 40], rows.Select(r => r.Count));
        Assert.Equal([false, true], rows[0].Groups.Select(g => g.Sufficient));
        Assert.Equal([5, 9], rows[0].Groups.Select(g => g.Group));
        Assert.NotNull(rows[0].WorstGroup);
        Assert.Null(rows[2].WorstGroup); // 20 and 20: neither is assessed.
        var none = MaskMatrix.Of(
            made.Masks,
            Classes,
            new(made.Labels) { Groups = groups, Presence = new int[N] },
            Quick
        );
        Assert.All(none, r => Assert.Null(r.Accuracy));
    }

    [Fact]
    public void Parts_counted_separately_merge_into_the_whole() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 14], Gen.Int[0, 3], Gen.Bool, Gen.Double[0, 1]).Array[1, 80],
                Gen.Int[0, 3].Array[80],
                Gen.Int[0, 80]
            )
            .Sample(
                (rows, weights, cut) =>
                {
                    MaskObservation[] all =
                    [
                        .. rows.Select(
                            (r, i) =>
                                new MaskObservation(
                                    i,
                                    (short)r.Item1,
                                    (short)r.Item2,
                                    r.Item3,
                                    (r.Item3 ? 1 : 0) - r.Item4,
                                    r.Item4
                                )
                        ),
                    ];
                    cut = Math.Min(cut, all.Length);
                    var (whole, first, second) = (new MaskTally(15, 4), new MaskTally(15, 4), new MaskTally(15, 4));
                    whole.Add(all, weights);
                    second.Add(all.AsSpan(cut), weights);
                    first.Add(all.AsSpan(0, cut), weights);
                    first.Merge(second);
                    Assert.Equal(whole.Count, first.Count);
                    if (whole.Count == 0)
                        return;
                    Assert.Equal(whole.Accuracy, first.Accuracy);
                    Assert.Equal(whole.CalibrationError, first.CalibrationError, 1e-12);
                    Assert.Equal(whole.LogLoss, first.LogLoss, 1e-12);
                    Assert.Equal(whole.WorstOf([0, 1, 2, 3]), first.WorstOf([0, 1, 2, 3]));
                }
            );

    private static string Bits(MaskRow row) =>
        string.Join(
            ' ',
            new[] { row.Accuracy, row.CalibrationError, row.LogLoss, row.WorstGroup, row.AgainstFull }.Select(i =>
                $"{i?.Estimate:R} {i?.Low:R} {i?.High:R}"
            )
        );

    private static ((int Mask, double[] Probabilities)[] Masks, int[] Labels, int[] Groups, int[] Subjects) Make(
        long seed
    )
    {
        var random = new SeededRandom(seed);
        int[] labels = [.. Enumerable.Range(0, N).Select(_ => random.Below(Classes))];
        double[] Logits(double skill) =>
            [
                .. Enumerable
                    .Range(0, N * Classes)
                    .Select(k => random.Normal() + (labels[k / Classes] == k % Classes ? skill : 0)),
            ];
        (int, double[])[] masks =
        [
            .. new[] { (1, .5), (6, 1.0), (7, 2.0) }.Select(m =>
                (m.Item1, Temperature.Apply<double>(Logits(m.Item2), Classes, 1))
            ),
        ];
        return (
            masks,
            labels,
            [.. Enumerable.Range(0, N).Select(_ => random.Below(5))],
            [.. Enumerable.Range(0, N).Select(i => i / 20)]
        );
    }
}
