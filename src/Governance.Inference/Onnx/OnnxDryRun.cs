using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Onnx;

/// <summary>Runs a model once on made-up input of its declared shapes, so that a model that cannot run is found at upload.</summary>
public static class OnnxDryRun
{
    /// <summary>Runs the model once, with several lengths for its open axes until one works.</summary>
    /// <exception cref="UnfitModelException">
    /// The model runs with none of the lengths; the inner exception is ONNX Runtime's first reason.
    /// </exception>
    public static DryRunReport DryRun(this OnnxSession session)
    {
        OnnxRuntimeException? first = null;
        var open = session.Inspection.Inputs.Any(i => i.Dims is null || i.Dims.Any(d => d.Length is null));
        foreach (var length in open ? MadeUpInput.Lengths : [1])
        {
            try
            {
                return Try(session, length);
            }
            catch (OnnxRuntimeException e)
            {
                first ??= e;
            }
        }
        throw new UnfitModelException(InferenceFault.Of("model-does-not-run"), first);
    }

    private static DryRunReport Try(OnnxSession session, long length)
    {
        var inputs = session.Inspection.Inputs;
        var values = new List<OrtValue>();
        try
        {
            foreach (var input in inputs)
                values.Add(MadeUpInput.Tensor(input, MadeUpInput.Shape(input, length)));
            var names = session.Inspection.Outputs.Select(o => o.Name).ToList();
            var started = Stopwatch.GetTimestamp();
            using var outputs = session.Run([.. inputs.Select(i => i.Name)], values, names);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            return new(
                session.ProviderUsed,
                [.. inputs.Zip(values, (i, v) => Describe(i.Name, v))],
                [.. names.Zip(outputs, Describe)],
                took
            );
        }
        finally
        {
            values.ForEach(v => v.Dispose());
        }
    }

    private static DryTensor Describe(string name, OrtValue value)
    {
        if (!value.IsTensor)
            return new(name, value.OnnxType.ToString(), [], true);
        var info = value.GetTensorTypeAndShape();
        var finite =
            info.ElementDataType
                is not (
                    Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
                    or Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float16
                )
            || AllFinite(Encoders.Tensors.Floats(value));
        return new(name, info.ElementDataType.ToString(), info.Shape, finite);
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }
        return true;
    }
}
