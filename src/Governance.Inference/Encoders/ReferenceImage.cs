using Governance.Inference.Onnx;

namespace Governance.Inference.Encoders;

/// <summary>
/// The built-in image encoder. Colour: a soft histogram of each channel with eight triangular bins. Form: Sobel gradients,
/// their positive part along eight directions (a histogram of oriented gradients, Dalal and Triggs 2005, in steerable form).
/// Moments: mean and deviation of each channel. All are averaged over 4 × 4 cells, then projected.
/// </summary>
internal static class ReferenceImage
{
    private const int Edge = 96,
        Cells = 4,
        Cell = Edge / Cells,
        Bins = 8,
        Directions = 8;
    private const int Features = (3 * Bins + Directions + 6) * Cells * Cells;
    private const ulong Seed = 0x1A6E;

    public static EncoderModel Build()
    {
        var graph = new OnnxGraph("reference_image").Input("image", OnnxType.Float, "N", 3, Edge, Edge);
        AddColour(graph);
        AddForm(graph);
        AddMoments(graph);
        graph
            .Node("Concat", ["colour", "form", "mean", "deviation"], ["cells"], OnnxAttribute.Int("axis", 1))
            .Node("Flatten", ["cells"], ["features"])
            .Constant(
                "projection",
                new SeededNumbers(Seed).Projection(Features, ReferenceEncoders.Dimension),
                Features,
                ReferenceEncoders.Dimension
            )
            .Node("MatMul", ["features", "projection"], ["embedding"])
            .Output("embedding", OnnxType.Float, "N", ReferenceEncoders.Dimension)
            .Metadata("encoder", "reference_image 1");
        var spec = new EncoderSpec(
            EncoderModality.Image,
            "embedding",
            ReferenceEncoders.Dimension,
            Image: new("image", Edge, Edge, Fit: ImageFit.Stretch)
        );
        return new(spec, graph.ToBytes());
    }

    /// <summary>max(0, 1 − |x − centre| · 7): a value between two centres counts in both bins.</summary>
    private static void AddColour(OnnxGraph graph) =>
        graph
            .Constant("centres", [.. Enumerable.Range(0, Bins).Select(i => i / (Bins - 1f))], 1, 1, Bins, 1, 1)
            .Constant("axis_2", [2L])
            .Scalar("bins_apart", (float)(Bins - 1))
            .Scalar("one", 1f)
            .Constant("bins_flat", [0L, 3 * Bins, Edge, Edge])
            .Node("Unsqueeze", ["image", "axis_2"], ["image_5d"])
            .Node("Sub", ["image_5d", "centres"], ["off_centre"])
            .Node("Abs", ["off_centre"], ["distance"])
            .Node("Mul", ["distance", "bins_apart"], ["distance_bins"])
            .Node("Sub", ["one", "distance_bins"], ["nearness"])
            .Node("Relu", ["nearness"], ["counted"])
            .Node("Reshape", ["counted", "bins_flat"], ["counted_4d"])
            .Node(
                "AveragePool",
                ["counted_4d"],
                ["colour"],
                OnnxAttribute.Ints("kernel_shape", Cell, Cell),
                OnnxAttribute.Ints("strides", Cell, Cell)
            );

    /// <summary>
    /// Without padding, since a border of zeros is an edge in every bright image. 94 pixels give four cells of 24 that share
    /// one pixel.
    /// </summary>
    private static void AddForm(OnnxGraph graph) =>
        graph
            .Constant("luma", [.299f, .587f, .114f], 1, 3, 1, 1)
            .Constant(
                "sobel",
                [-.25f, 0, .25f, -.5f, 0, .5f, -.25f, 0, .25f, -.25f, -.5f, -.25f, 0, 0, 0, .25f, .5f, .25f],
                2,
                1,
                3,
                3
            )
            .Constant("directions", Compass, Directions, 2, 1, 1)
            .Scalar("tiny", 1e-6f)
            .Node("Conv", ["image", "luma"], ["grey"])
            .Node("Conv", ["grey", "sobel"], ["gradient"])
            .Node("Conv", ["gradient", "directions"], ["along"])
            .Node("Relu", ["along"], ["rising"])
            .Node(
                "AveragePool",
                ["rising"],
                ["rising_cells"],
                OnnxAttribute.Ints("kernel_shape", Cell, Cell),
                OnnxAttribute.Ints("strides", Cell - 1, Cell - 1)
            )
            .Node("Add", ["rising_cells", "tiny"], ["rising_above"])
            .Node("Sqrt", ["rising_above"], ["form"]);

    private static void AddMoments(OnnxGraph graph) =>
        graph
            .Node(
                "AveragePool",
                ["image"],
                ["mean"],
                OnnxAttribute.Ints("kernel_shape", Cell, Cell),
                OnnxAttribute.Ints("strides", Cell, Cell)
            )
            .Node("Mul", ["image", "image"], ["squared"])
            .Node(
                "AveragePool",
                ["squared"],
                ["mean_squared"],
                OnnxAttribute.Ints("kernel_shape", Cell, Cell),
                OnnxAttribute.Ints("strides", Cell, Cell)
            )
            .Node("Mul", ["mean", "mean"], ["squared_mean"])
            .Node("Sub", ["mean_squared", "squared_mean"], ["spread"])
            .Node("Relu", ["spread"], ["variance"])
            .Node("Sqrt", ["variance"], ["deviation"]);

    /// <summary>Cosine and sine of the eight points of the compass, as literals, since libraries differ in the last bit.</summary>
    private static float[] Compass { get; } =
    [
        1,
        0,
        .70710678f,
        .70710678f,
        0,
        1,
        -.70710678f,
        .70710678f,
        -1,
        0,
        -.70710678f,
        -.70710678f,
        0,
        -1,
        .70710678f,
        -.70710678f,
    ];
}
