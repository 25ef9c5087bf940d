using System.Text.Json;
using Governance.Inference.Encoders;
using Governance.Inference.Onnx;
using Governance.Platform;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Embeddings;

/// <summary>Parses descriptions, opens encoders and runs them once on test input.</summary>
internal static class EncoderCheck
{
    private static readonly StrictJson Reader = new(StrictJson.MakeOptions(JsonNamingPolicy.CamelCase));

    /// <summary>The parsed description, or <see cref="EncoderSpecInvalid"/> with every fault.</summary>
    public static Result<EncoderSpec> ReadSpec(string json)
    {
        var (spec, wrong) = Reader.Read<EncoderSpec>(json);
        if (spec is null)
            return new EncoderSpecInvalid([.. wrong.Select(w => new WrittenMessage($"{w}"))]);
        return spec.Faults() is { Count: > 0 } faults
            ? new EncoderSpecInvalid([.. faults.Select(f => f.Found())])
            : spec;
    }

    /// <summary>Opens a registered encoder.</summary>
    /// <exception cref="UnfitModelException">The model cannot be loaded in this process.</exception>
    public static Network Open(string spec, byte[] onnx) =>
        Network.Open(JsonSerializer.Deserialize<EncoderSpec>(spec, CanonicalJson.Options)!, onnx);

    /// <summary>Inspects the file, compares it with the description, then runs it on test input.</summary>
    public static Result<CheckedEncoder> Run(EncoderSpec spec, byte[] onnx)
    {
        try
        {
            using var network = Network.Open(spec, onnx);
            var trial = network.DryRun();
            return new CheckedEncoder(
                network.Inspection.Parameters,
                trial.Provider,
                new EncoderTrial(trial.Dimension, trial.Norm, trial.Milliseconds, trial.LongestDifference, trial.Alike)
            );
        }
        catch (UnfitModelException unfit)
        {
            return new EncoderUnfit(unfit.Fault.Found()) { Cause = unfit.InnerException };
        }
    }

    /// <summary>The built-in encoders.</summary>
    public static IEnumerable<(string Name, EncoderSpec Spec, byte[] Onnx)> BuiltIn()
    {
        foreach (
            var (name, model) in new[]
            {
                ("Reference text encoder", ReferenceEncoders.Text()),
                ("Reference image encoder", ReferenceEncoders.Image()),
                ("Reference series encoder", ReferenceEncoders.Series()),
            }
        )
            yield return (name, model.Spec, model.Onnx);
    }

    /// <summary>The catalog's modality; a series is a sensor part.</summary>
    public static Modality ModalityOf(EncoderSpec spec) =>
        spec.Modality switch
        {
            EncoderModality.Text => Modality.Text,
            EncoderModality.Image => Modality.Image,
            _ => Modality.Sensor,
        };
}
