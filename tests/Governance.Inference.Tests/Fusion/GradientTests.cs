using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

/// <summary>Every gradient against central differences of an independent forward pass in double.</summary>
public sealed class GradientTests
{
    private const int Hidden = 6;
    private const int Classes = 3;
    private const int Rows = 10;
    private static readonly PerModality<int> Dimensions = new(5, 9, 3);
    private static readonly float[] Weights = [0.7f, 1f, 1.6f];

    [Theory]
    [InlineData(FusionKind.Early, 0f)]
    [InlineData(FusionKind.Early, 0.5f)]
    [InlineData(FusionKind.Late, 0f)]
    [InlineData(FusionKind.Late, 0.5f)]
    [InlineData(FusionKind.Attention, 0f)]
    [InlineData(FusionKind.Attention, 0.5f)]
    public void Gradients_are_those_of_the_loss(FusionKind kind, float contrastiveWeight)
    {
        var (net, batch, reference) = Lab(kind);
        var (classification, contrastive) = net.Differentiate(batch, Weights, contrastiveWeight);
        var loss = reference.Loss(batch, Weights, contrastiveWeight);
        Assert.Equal(loss, classification + contrastiveWeight * contrastive, 1e-5 * Math.Abs(loss));

        foreach (var tensor in net.Parameters.Tensors)
        {
            var gradient = net.Parameters.Gradients(tensor).ToArray();
            if (contrastiveWeight == 0 && tensor.Name.Contains(".shared.", StringComparison.Ordinal))
            {
                Assert.All(gradient, g => Assert.Equal(0f, g));
                continue;
            }
            double[] numeric =
            [
                .. Enumerable
                    .Range(0, tensor.Length)
                    .Select(i => Slope(reference, tensor.Name, i, batch, contrastiveWeight)),
            ];
            var scale = numeric.Max(Math.Abs);
            Assert.True(scale > 1e-6, $"{tensor.Name} does not matter here, so nothing was checked.");
            for (var i = 0; i < numeric.Length; i++)
                Assert.True(
                    Math.Abs(numeric[i] - gradient[i]) < 1e-4 * scale,
                    $"{tensor.Name}[{i}]: {gradient[i]:g9}, not {numeric[i]:g9}."
                );
        }
    }

    [Theory]
    [InlineData(FusionKind.Early)]
    [InlineData(FusionKind.Late)]
    [InlineData(FusionKind.Attention)]
    public void Gradients_have_the_same_bits_whatever_the_width_of_the_vectors(FusionKind kind)
    {
        float[] Gradients(GemmPath path)
        {
            var (net, batch, _) = Lab(kind, path);
            net.Differentiate(batch, Weights, 0.5f);
            return net.Parameters.AllGradients.ToArray();
        }
        Assert.Equal(Gradients(GemmPath.Scalar), Gradients(GemmPath.Vector256));
        Assert.Equal(Gradients(GemmPath.Scalar), Gradients(GemmPath.Vector512));
    }

    [Fact]
    public void The_net_of_the_usual_size_has_the_parameters_it_says()
    {
        int Count(FusionKind kind) => new FusionNet(new(kind, new(128, 128, 128), 128, 4), 2, 1).Parameters.Count;
        Assert.Equal(200_580, Count(FusionKind.Early));
        Assert.Equal(150_924, Count(FusionKind.Late));
        Assert.Equal(135_431, Count(FusionKind.Attention));
    }

    private static double Slope(ReferenceNet reference, string name, int i, FusionBatch batch, float contrastiveWeight)
    {
        const double step = 1e-5;
        var values = reference.Parameters[name];
        var kept = values[i];
        values[i] = kept + step;
        var above = reference.Loss(batch, Weights, contrastiveWeight);
        values[i] = kept - step;
        var below = reference.Loss(batch, Weights, contrastiveWeight);
        values[i] = kept;
        return (above - below) / (2 * step);
    }

    private static Modalities[] Masks(params int[] masks) => [.. masks.Select(mask => (Modalities)mask)];

    /// <summary>A small net away from its special starting values, and rows in every mask, one with nothing shown.</summary>
    private static (FusionNet, FusionBatch, ReferenceNet) Lab(FusionKind kind, GemmPath? path = null)
    {
        var shape = new FusionShape(kind, Dimensions, Hidden, Classes);
        var net = new FusionNet(shape, Rows, seed: 5, contrastiveTemperature: 0.5f, path);
        var random = new Random(1);
        foreach (ref var value in net.Parameters.AllValues)
            value += (random.NextSingle() - 0.5f) * 0.4f;
        var matrices = Dimensions.Map(
            (_, d) =>
                new ModalityMatrix(
                    [.. Enumerable.Range(0, Rows * d).Select(_ => GeneratedTasks.Normal(random))],
                    Rows,
                    d
                )
        );
        var batch = new FusionBatch(shape, Rows);
        Modalities[] present = Masks(7, 7, 7, 7, 7, 7, 3, 5, 6, 7);
        int[] labels = [0, 1, 2, 0, 1, 2, 2, 1, 0, 1];
        batch.Take(new(matrices), present, labels, [.. Enumerable.Range(0, Rows)]);
        Masks(1, 2, 3, 4, 5, 6, 3, 1, 6, 0).CopyTo(batch.Masks);
        var reference = new ReferenceNet(kind, Hidden, Classes, 0.5f);
        foreach (var tensor in net.Parameters.Tensors)
            reference.Parameters[tensor.Name] = [.. net.Parameters.Values(tensor).ToArray().Select(v => (double)v)];
        return (net, batch, reference);
    }
}
