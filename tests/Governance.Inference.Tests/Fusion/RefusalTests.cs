using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

/// <summary>Data that do not allow a training are refused with the reason and the remedy, before anything is computed.</summary>
public sealed class RefusalTests
{
    private static readonly FusionTask Task = GeneratedTasks.NoisyViews(rows: 120, subjects: 12, dimension: 4);
    private static readonly FusionSplit WholeSplit = GeneratedTasks.Split(Task);
    private static readonly FusionOptions Options = new()
    {
        Epochs = 1,
        Hidden = 4,
        Batch = 16,
    };

    [Fact]
    public void One_class_only() =>
        Refused(Task with { Labels = new int[Task.Rows] }, WholeSplit, "Every training row has the class “low”.");

    [Fact]
    public void One_class_name_only() =>
        Refused(Task with { ClassNames = ["only"] }, WholeSplit, "There are 1 classes.");

    [Fact]
    public void An_empty_part()
    {
        Refused(Task, WholeSplit with { Train = [] }, "The training part is empty.");
        Refused(Task, WholeSplit with { Validation = [] }, "The validation part is empty.");
        Refused(Task, WholeSplit with { Test = [] }, "The test part is empty.");
    }

    [Fact]
    public void A_subject_in_two_parts()
    {
        var leaked = WholeSplit with
        {
            Train = WholeSplit.Train[..^1],
            Test = [.. WholeSplit.Test, WholeSplit.Train[^1]],
        };
        Assert.Contains(
            "is in the training part and in the test part",
            Refusal(Task, leaked).What,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Vectors_that_are_not_finite(float value)
    {
        var row = WholeSplit.Train.First(r => Task.Masks[r].Has(Modality.Image));
        var values = Task.Vectors[Modality.Image].Values.ToArray();
        values[row * 4] = value;
        var spoiled = Task with
        {
            Vectors = Task.Vectors.Map((m, own) => m == Modality.Image ? own with { Values = values } : own),
        };
        Assert.StartsWith(
            $"The image vector of row {row} contains",
            Refusal(spoiled, WholeSplit).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Wrong_shapes()
    {
        Refused(Task with { Masks = new Modalities[5] }, WholeSplit, "There are 5 masks for 120 rows.");
        Refused(Task with { Labels = new int[5] }, WholeSplit, "There are 5 labels for 120 rows.");
        Refused(Task with { Groups = new int[5] }, WholeSplit, "There are 5 subjects for 120 rows.");
        Refused(Task with { Masks = new Modalities[120] }, WholeSplit, $"Row {WholeSplit.Train[0]} has the mask 0.");
        Assert.Throws<UnfitTaskException>(() =>
            new FusionVectors(new(new float[8], 2, 4), new(new float[8], 2, 4), new(new float[7], 2, 4))
        );
        Assert.Throws<UnfitTaskException>(() =>
            new FusionVectors(new(new float[8], 2, 4), new(new float[4], 1, 4), new(new float[8], 2, 4))
        );
        Assert.Throws<UnfitTaskException>(() =>
            new FusionVectors(new([], 2, 0), new(new float[8], 2, 4), new(new float[8], 2, 4))
        );
    }

    [Fact]
    public void Options_out_of_range() =>
        Assert.Equal(
            "Batch is out of range.",
            Assert
                .Throws<UnfitTaskException>(() => GeneratedTasks.Train(Task, WholeSplit, Options with { Batch = 1 }))
                .What
        );

    [Fact]
    public void Vectors_of_another_encoder()
    {
        var model = GeneratedTasks.Train(Task, WholeSplit, Options);
        var other = GeneratedTasks.NoisyViews(rows: 10, subjects: 3, dimension: 5);
        Assert.Equal(
            "The text vectors have dimension 5; the model was trained on 4.",
            Assert.Throws<UnfitTaskException>(() => model.Predict(other.Vectors, other.Masks)).What
        );
    }

    private static void Refused(FusionTask task, FusionSplit split, string what) =>
        Assert.Equal(what, Refusal(task, split).What);

    private static UnfitTaskException Refusal(FusionTask task, FusionSplit split)
    {
        var refusal = Assert.Throws<UnfitTaskException>(() => GeneratedTasks.Train(task, split, Options));
        Assert.NotEmpty(refusal.Remedy);
        return refusal;
    }
}
