using System.Globalization;
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

    private const string Alike =
        " Three different inputs gave the same vector: with this description the encoder does not distinguish samples.";

    /// <summary>The parsed description, or <see cref="EncoderSpecInvalid"/> with every fault.</summary>
    public static Result<EncoderSpec> ReadSpec(string json)
    {
        var (spec, wrong) = Reader.Read<EncoderSpec>(json);
        if (spec is null)
            return new EncoderSpecInvalid(string.Join(" ", wrong));
        return spec.Faults() is { Count: > 0 } faults ? new EncoderSpecInvalid(string.Join(" ", faults)) : spec;
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
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Test input gave vectors of {trial.Dimension} numbers with norm {trial.Norm:0.###} in "
                        + $"{trial.Milliseconds:0} ms. Vectors computed alone and in a batch differ by at most "
                        + $"{trial.LongestDifference:0.#e+0}.{(trial.Alike ? Alike : "")}"
                )
            );
        }
        catch (UnfitModelException unfit)
        {
            return new EncoderUnfit(unfit.What, unfit.Remedy);
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
