using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

/// <summary>What cannot carry a model is refused with the reason and the remedy, before anything is computed.</summary>
public sealed class RefusalTests
{
    private static readonly FusionTask s_task = GeneratedTasks.NoisyViews(rows: 120, subjects: 12, dimension: 4);
    private static readonly FusionSplit s_split = GeneratedTasks.Split(s_task);
    private static readonly FusionOptions s_options = new()
    {
        Epochs = 1,
        Hidden = 4,
        Batch = 16,
    };

    [Fact]
    public void One_class_only() =>
        Refused(s_task with { Labels = new int[s_task.Rows] }, s_split, "Every training row is of the class “low”.");

    [Fact]
    public void One_class_name_only() =>
        Refused(s_task with { ClassNames = ["only"] }, s_split, "There are 1 classes.");

    [Fact]
    public void An_empty_part()
    {
        Refused(s_task, s_split with { Train = [] }, "The training part is empty.");
        Refused(s_task, s_split with { Validation = [] }, "The validation part is empty.");
        Refused(s_task, s_split with { Test = [] }, "The test part is empty.");
    }

    [Fact]
    public void A_subject_in_two_parts()
    {
        var leaked = s_split with { Train = s_split.Train[..^1], Test = [.. s_split.Test, s_split.Train[^1]] };
        Assert.Contains(
            "stands in the training part and in the test part",
            Refusal(s_task, leaked).What,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Vectors_that_are_no_numbers(float value)
    {
        var row = s_split.Train.First(r => ModalityMask.Has(s_task.Masks[r], 1));
        var values = s_task.Vectors[1].Values.ToArray();
        values[row * 4] = value;
        var spoiled = s_task with { Vectors = new(s_task.Vectors[0], new(values, s_task.Rows, 4), s_task.Vectors[2]) };
        Assert.StartsWith(
            $"The image vector of row {row} holds",
            Refusal(spoiled, s_split).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Wrong_shapes()
    {
        Refused(s_task with { Masks = new byte[5] }, s_split, "There are 5 masks for 120 rows.");
        Refused(s_task with { Labels = new int[5] }, s_split, "There are 5 labels for 120 rows.");
        Refused(s_task with { Groups = new int[5] }, s_split, "There are 5 subjects for 120 rows.");
        Refused(s_task with { Masks = new byte[120] }, s_split, $"Row {s_split.Train[0]} has the mask 0.");
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
                .Throws<UnfitTaskException>(() => GeneratedTasks.Train(s_task, s_split, s_options with { Batch = 1 }))
                .What
        );

    [Fact]
    public void Vectors_of_another_encoder()
    {
        var model = GeneratedTasks.Train(s_task, s_split, s_options);
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
        var refusal = Assert.Throws<UnfitTaskException>(() => GeneratedTasks.Train(task, split, s_options));
        Assert.NotEmpty(refusal.Remedy);
        return refusal;
    }
}
