using Governance.Inference.Onnx;

namespace Governance.Inference.Encoders;

/// <summary>
/// The built-in series encoder: random convolution kernels as in ROCKET (Dempster, Petitjean and Webb 2020) with nine taps,
/// random weights and bias, dilations 1 to 16; the share of positive values (PPV) and the maximum of each, only where the
/// channel has values. Level, spread and coverage of each channel are added, since normalisation removes them. Then projected.
/// </summary>
internal static class ReferenceSeries
{
    private const int MaxChannels = 8,
        Samples = 256,
        Taps = 9,
        KernelsPerDilation = 13;
    private const int Features = 5 * KernelsPerDilation * 2 + SeriesGrid.ScaleCount;
    private const ulong Seed = 0x5E71E5;
    private static readonly int[] Dilations = [1, 2, 4, 8, 16];

    public static EncoderModel Build(string[] channels)
    {
        if (channels.Length > MaxChannels)
            throw new ArgumentException(
                $"The reference encoder takes {MaxChannels} channels at most; {channels.Length} are named.",
                nameof(channels)
            );
        var count = channels.Length == 0 ? MaxChannels : channels.Length;
        var random = new SeededNumbers(Seed);
        var graph = new OnnxGraph("reference_series")
            .Input("series", OnnxType.Float, "N", count, Samples)
            .Input("mask", OnnxType.Float, "N", count, Samples)
            .Input("scales", OnnxType.Float, "N", count, SeriesGrid.ScaleCount);
        AddMask(graph);
        foreach (var dilation in Dilations)
            AddKernels(graph, dilation, random);
        AddProjection(graph, count, random);
        var spec = new EncoderSpec(
            EncoderModality.Series,
            "embedding",
            ReferenceEncoders.Dimension,
            Series: new(
                "series",
                count,
                Samples,
                Channels: channels.Length == 0 ? null : channels,
                Mask: "mask",
                Scales: "scales"
            )
        );
        return new(spec, graph.ToBytes());
    }

    /// <summary>
    /// Makes every channel a row, [N·C, 1, T]. <c>outside</c> is −10,000 in gaps; −∞ leads to NaN.
    /// </summary>
    private static void AddMask(OnnxGraph graph) =>
        graph
            .Constant("as_rows", [-1L, 1, Samples])
            .Constant("axis_2", [2L])
            .Scalar("one", 1f)
            .Scalar("far", 10_000f)
            .Node("Reshape", ["series", "as_rows"], ["x"])
            .Node("Reshape", ["mask", "as_rows"], ["m"])
            .Node("ReduceSum", ["m", "axis_2"], ["covered"], OnnxAttribute.Int("keepdims", 1))
            .Node("Max", ["covered", "one"], ["covered_at_least_one"])
            .Node("ReduceMax", ["m", "axis_2"], ["present"], OnnxAttribute.Int("keepdims", 1))
            .Node("Sub", ["m", "one"], ["gap"])
            .Node("Mul", ["gap", "far"], ["outside"]);

    private static void AddKernels(OnnxGraph graph, int dilation, SeededNumbers random)
    {
        var reach = (Taps - 1) / 2 * dilation;
        graph
            .Constant($"weights_{dilation}", Weights(random), KernelsPerDilation, 1, Taps)
            .Constant($"bias_{dilation}", [.. Enumerable.Range(0, KernelsPerDilation).Select(_ => random.Signed())])
            .Scalar($"zero_{dilation}", 0f)
            .Node(
                "Conv",
                ["x", $"weights_{dilation}", $"bias_{dilation}"],
                [$"y_{dilation}"],
                OnnxAttribute.Ints("dilations", dilation),
                OnnxAttribute.Ints("kernel_shape", Taps),
                OnnxAttribute.Ints("pads", reach, reach)
            )
            .Node("Greater", [$"y_{dilation}", $"zero_{dilation}"], [$"above_{dilation}"])
            .Node(
                "Cast",
                [$"above_{dilation}"],
                [$"above_float_{dilation}"],
                OnnxAttribute.Int("to", (int)OnnxType.Float)
            )
            .Node("Mul", [$"above_float_{dilation}", "m"], [$"above_inside_{dilation}"])
            .Node(
                "ReduceSum",
                [$"above_inside_{dilation}", "axis_2"],
                [$"above_count_{dilation}"],
                OnnxAttribute.Int("keepdims", 1)
            )
            .Node("Div", [$"above_count_{dilation}", "covered_at_least_one"], [$"ppv_{dilation}"])
            .Node("Add", [$"y_{dilation}", "outside"], [$"y_inside_{dilation}"])
            .Node(
                "ReduceMax",
                [$"y_inside_{dilation}", "axis_2"],
                [$"max_any_{dilation}"],
                OnnxAttribute.Int("keepdims", 1)
            )
            .Node("Mul", [$"max_any_{dilation}", "present"], [$"max_{dilation}"]);
    }

    private static void AddProjection(OnnxGraph graph, int channels, SeededNumbers random)
    {
        string[] pooled = [.. Dilations.SelectMany(d => new[] { $"ppv_{d}", $"max_{d}" })];
        graph
            .Constant("scales_as_rows", [-1L, SeriesGrid.ScaleCount, 1])
            .Constant("as_channels", [-1L, channels * Features])
            .Constant(
                "projection",
                random.Projection(channels * Features, ReferenceEncoders.Dimension),
                channels * Features,
                ReferenceEncoders.Dimension
            )
            .Node("Reshape", ["scales", "scales_as_rows"], ["scale_rows"])
            .Node("Concat", [.. pooled, "scale_rows"], ["rows"], OnnxAttribute.Int("axis", 1))
            .Node("Reshape", ["rows", "as_channels"], ["features"])
            .Node("MatMul", ["features", "projection"], ["embedding"])
            .Output("embedding", OnnxType.Float, "N", ReferenceEncoders.Dimension)
            .Metadata("encoder", "reference_series 1");
    }

    /// <summary>Mean 0, so that the level has no effect, and length 1, so that biases between −1 and 1 are within the outputs.</summary>
    private static float[] Weights(SeededNumbers random)
    {
        var weights = new float[KernelsPerDilation * Taps];
        for (var k = 0; k < KernelsPerDilation; k++)
        {
            var kernel = weights.AsSpan(k * Taps, Taps);
            for (var i = 0; i < Taps; i++)
                kernel[i] = random.Bell();
            var (sum, squares) = (0f, 0f);
            foreach (var w in kernel)
                sum += w;
            for (var i = 0; i < Taps; i++)
                kernel[i] -= sum / Taps;
            foreach (var w in kernel)
                squares += w * w;
            for (var i = 0; i < Taps; i++)
                kernel[i] /= MathF.Sqrt(squares);
        }
        return weights;
    }
}
