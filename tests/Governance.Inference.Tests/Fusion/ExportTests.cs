using Governance.Inference.Fusion;
using Governance.Inference.Onnx;

namespace Governance.Inference.Tests.Fusion;

/// <summary>The exported file predicts the same as the trainer.</summary>
public sealed class ExportTests
{
    private static readonly FusionTask Task = GeneratedTasks.NoisyViews(rows: 900, subjects: 30);
    private static readonly FusionOptions Options = new()
    {
        Hidden = 24,
        Epochs = 6,
        Batch = 64,
        LearningRate = 3e-3f,
    };

    [Theory]
    [InlineData(FusionKind.Early)]
    [InlineData(FusionKind.Late)]
    [InlineData(FusionKind.Attention)]
    public void The_file_agrees_with_the_trainer_in_every_mask(FusionKind kind)
    {
        var model = Train(kind);
        var onnx = model.ToOnnx();
        var parity = model.Parity(onnx);
        Assert.True(parity.Holds, $"{parity.LargestDifference:g3}");
        Assert.Equal(0, parity.Rows % 7);
        using var predictor = new FusionPredictor(onnx);
        for (var mask = (Modalities)1; mask <= Modalities.All; mask++)
        {
            var masks = new Modalities[Task.Rows];
            masks.AsSpan().Fill(mask);
            var difference = FusionParity.Compare(
                model.Predict(Task.Vectors, masks),
                predictor.Predict(Task.Vectors, masks),
                3
            );
            Assert.True(difference.Holds, $"{mask}: {difference.LargestDifference:g3}");
        }
    }

    [Theory]
    [InlineData(FusionKind.Early)]
    [InlineData(FusionKind.Late)]
    [InlineData(FusionKind.Attention)]
    public void Without_modalities_probabilities_are_nearly_uniform_and_absent_values_have_no_effect(FusionKind kind)
    {
        using var predictor = new FusionPredictor(Train(kind).ToOnnx());
        var nothing = predictor.Predict(Task.Vectors, new Modalities[Task.Rows]);
        Assert.All(nothing, p => Assert.InRange(p, 0.2f, 0.5f));

        float[] spoiled = [.. Task.Vectors[Modality.Sensor].Values.Select(_ => float.NaN)];
        var masks = new Modalities[Task.Rows];
        masks.AsSpan().Fill(Modalities.Text | Modalities.Image);
        Assert.Equal(
            predictor.Predict(Task.Vectors, masks),
            predictor.Predict(
                Task.Vectors.Map((m, clean) => m == Modality.Sensor ? clean with { Values = spoiled } : clean),
                masks
            )
        );
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        var model = Train(FusionKind.Attention);
        using var predictor = new FusionPredictor(
            model.ToOnnx(new Dictionary<string, string> { ["dataset.digest"] = "abc" })
        );
        Assert.Equal(FusionKind.Attention, predictor.Kind);
        Assert.Equal(Task.ClassNames, predictor.ClassNames);
        Assert.Equal([12, 12, 12], predictor.Dimensions);
        Assert.Equal(model.Temperatures.Values, predictor.Temperatures.Values);
        Assert.Equal("abc", predictor.Metadata["dataset.digest"]);
    }

    [Fact]
    public void Shared_embeddings_have_length_one_and_attention_uses_present_modalities()
    {
        using var predictor = new FusionPredictor(Train(FusionKind.Attention).ToOnnx());
        var masks = new Modalities[Task.Rows];
        masks.AsSpan().Fill(Modalities.Text | Modalities.Sensor);
        var said = predictor.Explain(Task.Vectors, masks);
        Assert.Equal(1, said.Shared!.Text.Row(0).ToArray().Sum(v => v * v), 1e-4);
        Assert.All(said.Shared.Image.Values, v => Assert.Equal(0, v));
        for (var row = 0; row < Task.Rows; row++)
        {
            Assert.Equal(0, said.Attention![row * 3 + 1]);
            Assert.Equal(1, said.Attention[row * 3] + said.Attention[row * 3 + 2], 1e-5);
        }
    }

    [Fact]
    public void A_file_of_another_model_fails_the_parity_check()
    {
        var model = Train(FusionKind.Early);
        var other = GeneratedTasks.Train(Task, GeneratedTasks.Split(Task), Options with { Seed = 99 });
        Assert.False(model.Parity(other.ToOnnx()).Holds);
    }

    [Fact]
    public void A_model_that_is_not_a_fusion_model_is_refused()
    {
        var graph = new OnnxGraph("other")
            .Input("x", OnnxType.Float, "N", 2)
            .Node("Identity", ["x"], ["y"])
            .Output("y", OnnxType.Float, "N", 2);
        Assert.Equal(
            "This ONNX model is not a fusion model of this portal.",
            Assert.Throws<UnfitTaskException>(() => new FusionPredictor(graph.ToBytes())).What
        );
        Assert.Throws<UnfitModelException>(() => new FusionPredictor([1, 2, 3]));
    }

    [Fact]
    public void Contrast_brings_the_modalities_of_a_moment_together()
    {
        var model = Train(FusionKind.Early, contrast: 1f);
        Assert.True(model.Curve[^1].ContrastiveLoss < model.Curve[0].ContrastiveLoss - 0.1);
        Assert.Equal(0, Train(FusionKind.Early, contrast: 0).Curve[^1].ContrastiveLoss);
    }

    private static FusionModel Train(FusionKind kind, float contrast = 0.05f) =>
        GeneratedTasks.Train(
            Task,
            GeneratedTasks.Split(Task),
            Options with
            {
                Kind = kind,
                ContrastiveWeight = contrast,
            }
        );
}
