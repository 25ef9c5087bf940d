using Governance.Inference.Encoders;
using Governance.Inference.Onnx;

namespace Governance.Benchmarks;

/// <summary>
/// Image encoders of a real one's shape and cost at 224 × 224. Their weights are drawn, which costs the same as learned
/// ones.
/// </summary>
internal sealed class ImageNets
{
    private const int Edge = 224;

    private readonly Random _random = new(3);
    private readonly OnnxGraph _graph;
    private int _layers;

    private ImageNets(string name) => _graph = new OnnxGraph(name).Input("image", OnnxType.Float, "N", 3, Edge, Edge);

    /// <summary>
    /// ResNet-18 without its classifier (He et al. 2016), normalisation folded into the weights as exporters do: 1.8
    /// billion multiplications for an image.
    /// </summary>
    public static EncoderModel ResNet18() => ResNet("resnet_18", [2, 2, 2, 2], widening: 1);

    /// <summary>ResNet-50, likewise: 4.1 billion multiplications for an image.</summary>
    public static EncoderModel ResNet50() => ResNet("resnet_50", [3, 4, 6, 3], widening: 4);

    /// <param name="widening">How much wider a block's output is than its inside; 1 for blocks without a bottleneck.</param>
    private static EncoderModel ResNet(string name, int[] blocks, int widening)
    {
        var net = new ImageNets(name);
        var at = net.Relu(net.Conv("image", 3, 64, kernel: 7, stride: 2));
        net._graph.Node(
            "MaxPool",
            [at],
            ["pooled"],
            OnnxAttribute.Ints("kernel_shape", 3, 3),
            OnnxAttribute.Ints("strides", 2, 2),
            OnnxAttribute.Ints("pads", 1, 1, 1, 1)
        );
        (at, var channels) = ("pooled", 64);
        foreach (var (stage, count) in blocks.Index())
        {
            for (var block = 0; block < count; block++)
                (at, channels) = net.Block(
                    at,
                    channels,
                    inside: 64 << stage,
                    stage > 0 && block == 0 ? 2 : 1,
                    widening
                );
        }
        return net.Model(at, channels);
    }

    /// <summary>Five convolutions, 213 million multiplications: less than MobileNet v2's 300 million (Sandler et al. 2018).</summary>
    public static EncoderModel Small()
    {
        var (net, at, channels) = (new ImageNets("small_image_net"), "image", 3);
        foreach (var next in new[] { 32, 64, 128, 256, 256 })
            (at, channels) = (net.Relu(net.Conv(at, channels, next, kernel: 3, stride: 2)), next);
        return net.Model(at, channels);
    }

    private EncoderModel Model(string output, int channels)
    {
        _graph.Output(output, OnnxType.Float, "N", channels, Edge / 32, Edge / 32);
        return new(
            new(
                EncoderModality.Image,
                output,
                channels,
                Pooling.Mean,
                Normalise: true,
                Image: new("image", Edge, Edge)
            ),
            _graph.ToBytes()
        );
    }

    private (string At, int Channels) Block(string from, int inputs, int inside, int stride, int widening)
    {
        var outputs = inside * widening;
        var last =
            widening == 1
                ? Conv(Relu(Conv(from, inputs, inside, 3, stride)), inside, outputs, 3, 1)
                : Conv(
                    Relu(Conv(Relu(Conv(from, inputs, inside, 1, 1)), inside, inside, 3, stride)),
                    inside,
                    outputs,
                    1,
                    1
                );
        var past = inputs == outputs && stride == 1 ? from : Conv(from, inputs, outputs, 1, stride);
        var sum = $"sum{++_layers}";
        _graph.Node("Add", [last, past], [sum]);
        return (Relu(sum), outputs);
    }

    private string Conv(string from, int inputs, int outputs, int kernel, int stride)
    {
        var (name, scale, half) = ($"conv{++_layers}", MathF.Sqrt(3f / (inputs * kernel * kernel)), kernel / 2);
        var weights = new float[outputs * inputs * kernel * kernel];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (2 * _random.NextSingle() - 1) * scale;
        _graph
            .Constant($"{name}.weights", weights, outputs, inputs, kernel, kernel)
            .Node(
                "Conv",
                [from, $"{name}.weights"],
                [name],
                OnnxAttribute.Ints("strides", stride, stride),
                OnnxAttribute.Ints("pads", half, half, half, half)
            );
        return name;
    }

    private string Relu(string from)
    {
        _graph.Node("Relu", [from], [$"{from}.on"]);
        return $"{from}.on";
    }
}
