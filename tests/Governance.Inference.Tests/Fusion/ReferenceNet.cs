using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

/// <summary>
/// The forward pass and both losses again, in double, row by row, written from the formulas and not from the trainer:
/// what its gradients are checked against.
/// </summary>
internal sealed class ReferenceNet(FusionKind kind, int hidden, int classes, float temperature)
{
    /// <summary>Parameters by name; a checker moves them.</summary>
    public Dictionary<string, double[]> Parameters { get; } = [];

    public double Loss(FusionBatch batch, float[] classWeights, double contrastiveWeight)
    {
        double loss = 0;
        var shared = new double[batch.Rows][][];
        for (var row = 0; row < batch.Rows; row++)
        {
            var adapted = Enumerable.Range(0, 3).Select(m => Adapt(batch, m, row)).ToArray();
            shared[row] =
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(m => Unit(Affine(adapted[m], $"{((Modality)m).Word()}.shared", hidden))),
            ];
            var logits = Logits(adapted, batch.Masks[row]);
            loss -= classWeights[batch.Labels[row]] * (logits[batch.Labels[row]] - LogSumExp(logits)) / batch.Rows;
        }
        if (contrastiveWeight == 0)
            return loss;
        foreach (var (a, b) in new[] { (0, 1), (0, 2), (1, 2) })
            loss += contrastiveWeight / 3 * Pair(batch, shared, a, b);
        return loss;
    }

    public double[] Logits(double[][] adapted, Modalities mask)
    {
        double[] known = [.. Enumerable.Range(0, 3).Select(m => (int)mask >> m & 1)];
        double[] Shown(int m) => known[m] == 1 ? adapted[m] : Parameters[$"{((Modality)m).Word()}.missing"];
        switch (kind)
        {
            case FusionKind.Early:
                return Network([.. Shown(0), .. Shown(1), .. Shown(2), .. known], "early", 2 * hidden);
            case FusionKind.Late:
                var votes = Enumerable
                    .Range(0, 3)
                    .Select(m => Network(adapted[m], $"late.{((Modality)m).Word()}", hidden))
                    .ToArray();
                return
                [
                    .. Enumerable
                        .Range(0, classes)
                        .Select(c =>
                            Enumerable.Range(0, 3).Sum(m => known[m] * votes[m][c]) / Math.Max(1, known.Sum())
                        ),
                ];
            default:
                var query = Parameters["attention.query"];
                double[] scores =
                [
                    .. Enumerable
                        .Range(0, 3)
                        .Select(m =>
                            Shown(m).Select((e, i) => e * query[m * hidden + i]).Sum() / Math.Sqrt(hidden)
                            + Parameters["attention.bias"][m]
                            + (known[m] - known.Max()) * 1e4
                        ),
                ];
                double[] weights = [.. scores.Select(s => Math.Exp(s - LogSumExp(scores)))];
                double[] pooled =
                [
                    .. Enumerable
                        .Range(0, hidden)
                        .Select(i => Enumerable.Range(0, 3).Sum(m => weights[m] * Shown(m)[i])),
                ];
                return Network([.. pooled, .. known], "attention", 2 * hidden);
        }
    }

    private double[] Adapt(FusionBatch batch, int m, int row)
    {
        var width =
            batch.Inputs[(Modality)m].Length / (batch.Inputs.Text.Length / Parameters["text.norm.scale"].Length);
        double[] x = [.. batch.Inputs[(Modality)m].AsSpan(row * width, width).ToArray().Select(v => (double)v)];
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + 1e-5);
        var (scale, shift) = (
            Parameters[$"{((Modality)m).Word()}.norm.scale"],
            Parameters[$"{((Modality)m).Word()}.norm.shift"]
        );
        double[] normed = [.. x.Select((v, i) => (v - mean) / deviation * scale[i] + shift[i])];
        return [.. Affine(normed, $"{((Modality)m).Word()}.adapter", hidden).Select(Gelu)];
    }

    private double[] Network(double[] x, string name, int width) =>
        Affine([.. Affine(x, $"{name}.first", width).Select(Gelu)], $"{name}.second", classes);

    private double[] Affine(double[] x, string name, int width)
    {
        var (weight, bias) = (Parameters[$"{name}.weight"], Parameters[$"{name}.bias"]);
        return
        [
            .. Enumerable.Range(0, width).Select(j => bias[j] + x.Select((v, i) => v * weight[i * width + j]).Sum()),
        ];
    }

    private double Pair(FusionBatch batch, double[][][] shared, int a, int b)
    {
        var present = batch.Present.ToArray();
        int[] rows =
        [
            .. Enumerable.Range(0, batch.Rows).Where(r => present[r].Has((Modality)a) && present[r].Has((Modality)b)),
        ];
        if (rows.Length < 2)
            return 0;
        double Like(int i, int j) => shared[i][a].Zip(shared[j][b], (u, v) => u * v).Sum() / temperature;
        return rows.Sum(i =>
                LogSumExp([.. rows.Select(j => Like(i, j))])
                + LogSumExp([.. rows.Select(j => Like(j, i))])
                - 2 * Like(i, i)
            ) / (2 * rows.Length);
    }

    private static double[] Unit(double[] x)
    {
        var length = Math.Sqrt(x.Sum(v => v * v) + 1e-12);
        return [.. x.Select(v => v / length)];
    }

    private static double LogSumExp(double[] x)
    {
        var highest = x.Max();
        return highest + Math.Log(x.Sum(v => Math.Exp(v - highest)));
    }

    private static double Gelu(double x) => x * Cumulative(x);

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/15 + …): every term has the sign of x, so nothing cancels.</summary>
    public static double Cumulative(double x)
    {
        var (sum, term) = (x, x);
        for (var n = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); n += 2)
            sum += term *= x * x / n;
        return 0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }
}
