namespace Governance.Inference.Fusion;

/// <summary>The difference between the predictions of the exported file and of the trainer.</summary>
/// <param name="LargestDifference">max |Δp| over rows and classes.</param>
/// <param name="Flips">Rows with a different most probable class.</param>
/// <param name="Rows">Rows compared, the same number in each of the seven masks.</param>
public sealed record FusionParity(double LargestDifference, int Flips, int Rows)
{
    /// <summary>The greatest difference that counts as equal.</summary>
    public const double Tolerance = 1e-5;

    private const int RowsForEachMask = 64;

    /// <summary>Whether the file predicts the same as the trainer.</summary>
    public bool Holds => LargestDifference < Tolerance;

    internal static FusionParity Measure(FusionModel model, byte[] onnx)
    {
        var (vectors, masks) = MadeUpRows(model.Shape.Dimensions);
        var own = model.Predict(vectors, masks);
        using var predictor = new FusionPredictor(onnx);
        return Compare(own, predictor.Predict(vectors, masks), model.Shape.Classes);
    }

    internal static FusionParity Compare(float[] own, float[] other, int classes)
    {
        double largest = 0;
        for (var i = 0; i < own.Length; i++)
        {
            var difference = Math.Abs((double)own[i] - other[i]);
            // A NaN on one side is a difference.
            largest =
                difference <= largest ? largest
                : double.IsNaN(difference) ? double.PositiveInfinity
                : difference;
        }
        var flips = 0;
        for (var row = 0; row < own.Length / classes; row++)
            if (
                Evaluation.Largest(own.AsSpan(row * classes, classes))
                != Evaluation.Largest(other.AsSpan(row * classes, classes))
            )
                flips++;
        return new(largest, flips, own.Length / classes);
    }

    private static (FusionVectors Vectors, Modalities[] Masks) MadeUpRows(PerModality<int> dimensions)
    {
        const int rows = RowsForEachMask * (int)Modalities.All;
        var random = RandomStream.Of(20_260_101, RandomPurpose.Parity);
        var matrices = dimensions.Map(
            (_, dimension) =>
            {
                var values = new float[rows * dimension];
                ParameterSet.Fill(values, ref random, 3);
                return new ModalityMatrix(values, rows, dimension);
            }
        );
        Modalities[] masks = [.. Enumerable.Range(0, rows).Select(row => (Modalities)(1 + row % (int)Modalities.All))];
        return (new(matrices), masks);
    }
}
