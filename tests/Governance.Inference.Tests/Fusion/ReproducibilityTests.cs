using System.Security.Cryptography;
using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

public sealed class ReproducibilityTests
{
    private static readonly FusionTask Task = GeneratedTasks.NoisyViews(rows: 300, subjects: 15, dimension: 7);
    private static readonly FusionSplit WholeSplit = GeneratedTasks.Split(Task);
    private static readonly FusionOptions Options = new()
    {
        Epochs = 5,
        Hidden = 12,
        Batch = 33,
    };

    [Theory]
    [InlineData(FusionKind.Early)]
    [InlineData(FusionKind.Late)]
    [InlineData(FusionKind.Attention)]
    public void The_same_seed_gives_the_same_file_and_another_seed_another(FusionKind kind)
    {
        var options = Options with { Kind = kind };
        var digest = Digest(GeneratedTasks.Train(Task, WholeSplit, options));
        Assert.Equal(digest, Digest(GeneratedTasks.Train(Task, WholeSplit, options)));
        Assert.NotEqual(digest, Digest(GeneratedTasks.Train(Task, WholeSplit, options with { Seed = 2 })));
    }

    [Theory]
    [InlineData(FusionKind.Early, 1)]
    [InlineData(FusionKind.Late, 3)]
    [InlineData(FusionKind.Attention, 5)]
    public void A_resumed_training_ends_with_the_same_file(FusionKind kind, int stopAfter)
    {
        var options = Options with { Kind = kind };
        var whole = GeneratedTasks.Train(Task, WholeSplit, options);
        using var stop = new CancellationTokenSource();
        byte[] kept = [];
        var watch = new Watch(report =>
        {
            kept = report.Checkpoint.ToBytes();
            if (report.Epoch.Epoch == stopAfter)
                stop.Cancel();
        });
        if (stopAfter < options.Epochs)
            Assert.Throws<OperationCanceledException>(() =>
                FusionTrainer.Train(Task, WholeSplit, options, watch, stop.Token)
            );
        else
            FusionTrainer.Train(Task, WholeSplit, options, watch, stop.Token);
        var checkpoint = FusionCheckpoint.FromBytes(kept);
        Assert.Equal(stopAfter, checkpoint.Epoch);
        var resumed = GeneratedTasks.Train(Task, WholeSplit, options, resumeFrom: checkpoint);
        Assert.Equal(whole.Curve, resumed.Curve);
        Assert.Equal(Digest(whole), Digest(resumed));
    }

    [Fact]
    public void A_checkpoint_of_another_training_or_a_damaged_one_is_refused()
    {
        FusionCheckpoint? last = null;
        GeneratedTasks.Train(
            Task,
            WholeSplit,
            Options with
            {
                Epochs = 1,
            },
            new Watch(report => last = report.Checkpoint)
        );
        Assert.Equal(
            "The checkpoint belongs to another training.",
            Assert
                .Throws<UnfitTaskException>(() =>
                    GeneratedTasks.Train(Task, WholeSplit, Options with { Seed = 8 }, resumeFrom: last)
                )
                .What
        );
        var bytes = last!.ToBytes();
        bytes[bytes.Length / 2] ^= 1;
        Assert.Throws<UnfitTaskException>(() => FusionCheckpoint.FromBytes(bytes));
        Assert.Throws<UnfitTaskException>(() => FusionCheckpoint.FromBytes([1, 2, 3]));
    }

    [Fact]
    public void Patience_stops_and_the_best_epoch_is_kept()
    {
        var options = Options with
        {
            Epochs = 200,
            LearningRate = 0.02f,
            Patience = 3,
            Schedule = LearningRateSchedule.Constant,
        };
        var model = GeneratedTasks.Train(Task, WholeSplit, options);
        Assert.InRange(model.Curve.Count, 4, 199);
        Assert.Equal(model.Curve.Count - 3, model.BestEpoch);
        Assert.Equal(model.Curve.Min(e => e.ValidationLoss), model.Curve[model.BestEpoch - 1].ValidationLoss);
    }

    [Fact]
    public void Dropout_keeps_at_least_one_modality_and_hides_none_that_was_not_there()
    {
        Modalities[] present = [.. Enumerable.Range(0, 70_000).Select(i => (Modalities)(1 + i % 7))];
        var masks = present.ToArray();
        new ModalityDropout(0.3f, RandomStream.Of(1, RandomPurpose.Dropout)).Apply(masks);
        for (var i = 0; i < masks.Length; i++)
            Assert.True(masks[i] != 0 && (masks[i] & ~present[i]) == 0);
        // In rows with all three, text stays with probability 0.7, or as one of three when all are hidden.
        var full = masks.Where((_, i) => present[i] == Modalities.All).ToArray();
        Assert.Equal(0.7 + 0.027 / 3, full.Count(mask => mask.Has(Modality.Text)) / (double)full.Length, 0.015);
    }

    private static string Digest(FusionModel model) => Convert.ToHexString(SHA256.HashData(model.ToOnnx()));

    private sealed class Watch(Action<EpochReport> tell) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => tell(value);
    }
}
