using Governance.Inference.Fusion;
using Governance.Statistics.Calibration;

namespace Governance.Inference.Tests.Fusion;

/// <summary>A training makes enough steps on small data, stops when the validation loss rises, and keeps its best epoch.</summary>
public sealed class TrainingLengthTests
{
    [Theory]
    [InlineData(120, 600, 20)]
    [InlineData(10, 600, 20)]
    [InlineData(12_000, 4500, 375)]
    public void Small_data_make_as_many_steps_as_it_takes(int rows, int steps, int stepsOfAnEpoch)
    {
        var length = TrainingLength.Of(new(), rows);
        Assert.Equal((steps, stepsOfAnEpoch), (length.Steps, length.Steps / length.Epochs));
    }

    [Fact]
    public void The_default_training_learns_a_small_task_stops_early_and_keeps_the_best_epoch()
    {
        var task = GeneratedTasks.ExclusiveOr(rows: 200, subjects: 20);
        var model = GeneratedTasks.Train(task, GeneratedTasks.Split(task), new() { Hidden = 32 });
        var best = model.Curve.MinBy(e => e.ValidationLoss)!;
        Assert.Equal(best.Epoch, model.BestEpoch);
        Assert.True(best.ValidationAccuracy > .9, $"{best.ValidationAccuracy} after {model.Curve.Count} epochs");
        Assert.True(model.Curve.Count - best.Epoch <= 10, $"{model.Curve.Count} epochs, best {best.Epoch}");
    }

    [Fact]
    public void Few_validation_rows_get_one_pooled_temperature_that_is_drawn_towards_one()
    {
        var task = GeneratedTasks.NoisyViews(rows: 200, subjects: 20);
        var model = GeneratedTasks.Train(task, GeneratedTasks.Split(task), new() { Hidden = 16 });
        Assert.All(model.Temperatures.Rows, n => Assert.Equal(0, n));
        Assert.Single(model.Temperatures.Values.Skip(1).Distinct());

        // Four rows, all right: without the prior the temperature falls to the bound of the search.
        float[] logits = [2, 0, 0, 2, 2, 0, 0, 2];
        int[] labels = [0, 1, 0, 1];
        var free = Temperature.Fit<float>(logits, 2, labels);
        var drawn = Temperature.Fit<float>(logits, 2, labels, prior: 2);
        Assert.True(free.AtBound && free.Value < .06);
        Assert.InRange(drawn.Value, .5, 1);
    }

    [Fact]
    public void A_given_model_is_not_trained_again_for_the_comparison()
    {
        var task = GeneratedTasks.NoisyViews(rows: 200, subjects: 20);
        var (split, options) = (GeneratedTasks.Split(task), new FusionOptions { Hidden = 8, Epochs = 2 });
        var given = GeneratedTasks.Train(task, split, options with { Epochs = 3, Kind = FusionKind.Late });
        ComparisonLine Late(Dictionary<FusionKind, FusionModel>? trained) =>
            ModalityComparison
                .Run(task, split, options, trained, ct: TestContext.Current.CancellationToken)
                .Single(l => l.Kind == FusionKind.Late);
        Assert.NotEqual(
            Late(null).NegativeLogLikelihood,
            Late(new() { [FusionKind.Late] = given }).NegativeLogLikelihood
        );
    }

    [Fact]
    public void Cross_validation_holds_out_whole_groups_and_never_sees_the_test_part()
    {
        var task = GeneratedTasks.NoisyViews(rows: 300, subjects: 15, dimension: 6);
        var split = GeneratedTasks.Split(task);
        var options = new FusionOptions { Hidden = 8, Epochs = 2 };
        IReadOnlyList<CrossValidationLine> Run(FusionTask of) =>
            FusionCrossValidation.Run(
                of,
                split,
                [FusionKind.Early],
                options,
                ct: TestContext.Current.CancellationToken
            );
        var lines = Run(task);
        Assert.Equal(["early", "text alone", "image alone", "sensor alone"], lines.Select(l => l.Name));
        Assert.All(lines, l => Assert.Equal(FusionCrossValidation.Folds * FusionCrossValidation.Repeats, l.Folds));
        Assert.Equal(40, FusionCrossValidation.Trainings(task, split, [FusionKind.Early]));

        var spoilt = task with { Labels = [.. task.Labels] };
        foreach (var row in split.Test)
            spoilt.Labels[row] = (spoilt.Labels[row] + 1) % 3;
        Assert.Equal(lines.SelectMany(l => l.Accuracies), Run(spoilt).SelectMany(l => l.Accuracies));
        Assert.True(FusionCrossValidation.Fits(task, split));
        Assert.False(
            FusionCrossValidation.Fits(
                GeneratedTasks.NoisyViews(rows: 3000, subjects: 60),
                GeneratedTasks.Split(GeneratedTasks.NoisyViews(rows: 3000, subjects: 60))
            )
        );
    }
}
