using Governance.Inference.Onnx;

namespace Governance.Inference.Tests.Onnx;

public sealed class OnnxSessionTests
{
    private static readonly byte[] Sum = new OnnxGraph("sum")
        .Input("x", OnnxType.Float, "N", 2)
        .Constant("axis", [1L])
        .Node("ReduceSum", ["x", "axis"], ["y"], OnnxAttribute.Int("keepdims", 0))
        .Output("y", OnnxType.Float, "N")
        .ToBytes();

    [Fact]
    public void The_provider_really_used_is_known_and_so_is_the_reason_for_it()
    {
        using var session = OnnxSession.Open(Sum);
        Assert.Contains(session.ProviderUsed, ExecutionProviders.Available);
        if (ExecutionProviders.Available.Contains("CUDAExecutionProvider"))
            return;
        Assert.Equal("CPUExecutionProvider", session.ProviderUsed);
        Assert.Contains("CPUExecutionProvider", session.FallbackReason?.InWords(), StringComparison.Ordinal);
        Assert.Contains(
            "GPU",
            Assert.Throws<UnfitModelException>(() => OnnxSession.Open(Sum, new() { Strict = true })).What,
            StringComparison.Ordinal
        );
        using var unasked = OnnxSession.Open(Sum, new() { PreferGpu = false });
        Assert.Null(unasked.FallbackReason);
    }

    [Fact]
    public void A_model_that_ONNX_Runtime_rejects_is_refused_with_its_reason()
    {
        var wrong = new OnnxGraph("wrong")
            .Input("x", OnnxType.Float, 2)
            .Constant("w", [1L, 2])
            .Node("Add", ["x", "w"], ["y"])
            .Output("y", OnnxType.Float, 2);
        Assert.Contains(
            "ONNX Runtime rejects",
            Assert.Throws<UnfitModelException>(() => OnnxSession.Open(wrong.ToBytes())).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_that_loads_but_cannot_run_is_found_by_the_dry_run()
    {
        var odd = new OnnxGraph("odd")
            .Input("x", OnnxType.Float, "N", "T")
            .Constant("shape", [-1L, 7919])
            .Node("Reshape", ["x", "shape"], ["y"])
            .Output("y", OnnxType.Float, "M", 7919);
        using var session = OnnxSession.Open(odd.ToBytes());
        Assert.Contains(
            "does not run",
            Assert.Throws<UnfitModelException>(() => session.DryRun()).What,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(OnnxType.Float)]
    [InlineData(OnnxType.Double)]
    [InlineData(OnnxType.Int64)]
    [InlineData(OnnxType.Int32)]
    [InlineData(OnnxType.Bool)]
    public void Inputs_of_each_type_are_made_up(OnnxType type)
    {
        var bytes = new OnnxGraph("cast")
            .Input("x", type, "batch", "T")
            .Node("Cast", ["x"], ["y"], OnnxAttribute.Int("to", 1))
            .Output("y", OnnxType.Float, "batch", "T")
            .ToBytes();
        using var session = OnnxSession.Open(bytes);
        var report = session.DryRun();
        Assert.Equal([1L, 16], report.Outputs.Single().Shape);
        Assert.True(report.Outputs.Single().Finite);
    }

    [Theory]
    [InlineData("image_mnist.onnx", 1, 5998)]
    [InlineData("image_ultraface_rfb320.onnx", 1, 250_000)]
    [InlineData("timeseries_silero_vad_16k_op15.onnx", 3, 300_000)]
    [InlineData("fusion_phi3v_dummy_embedding.onnx", 2, 1)]
    public void Public_models_open_are_described_and_run(string file, int inputs, long atLeastParameters)
    {
        var path = SharedFolder.Find($"data/onnx/{file}");
        Assert.SkipWhen(path is null, $"../shared/data/onnx/{file} is not here.");
        using var stream = File.OpenRead(path);
        var (inspection, bytes) = OnnxInspection.Read(stream);
        Assert.Equal(inputs, inspection.Inputs.Count);
        Assert.True(inspection.Parameters >= atLeastParameters, $"{inspection.Parameters}");
        using var session = OnnxSession.Open(bytes);
        var report = session.DryRun();
        Assert.Equal(inspection.Outputs.Count, report.Outputs.Count);
        Assert.All(report.Outputs, o => Assert.True(o.Finite, o.Name));
        TestContext.Current.SendDiagnosticMessage(
            "{0}: {1} → {2}, {3:0.0} ms",
            file,
            string.Join("; ", report.Inputs),
            string.Join("; ", report.Outputs),
            report.Milliseconds
        );
    }
}
