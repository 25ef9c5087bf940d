using System.Globalization;
using System.Text.Json;
using Governance.Inference.Encoders;
using Governance.Inference.Onnx;
using Governance.Platform;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Embeddings;

/// <summary>Reads descriptions, opens encoders and tries them, and says in refusals what does not fit.</summary>
internal static class EncoderCheck
{
    private static readonly StrictJson Reader = new(StrictJson.MakeOptions(JsonNamingPolicy.CamelCase));

    private const string Alike =
        " Three different inputs gave the same vector: as it is described, it does not tell samples apart.";

    public static Result<EncoderSpec> ReadSpec(string json)
    {
        var (spec, wrong) = Reader.Read<EncoderSpec>(json);
        if (spec is null)
            return new EncoderSpecInvalid(string.Join(" ", wrong));
        return spec.Faults() is { Count: > 0 } faults ? new EncoderSpecInvalid(string.Join(" ", faults)) : spec;
    }

    /// <summary>Opens what was registered, from the row.</summary>
    /// <exception cref="UnfitModelException">It does not open in this process.</exception>
    public static Network Open(string spec, byte[] onnx) =>
        Network.Open(JsonSerializer.Deserialize<EncoderSpec>(spec, CanonicalJson.Options)!, onnx);

    /// <summary>Inspects the file without running it, holds it against the description, then runs it on made-up input.</summary>
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
                    $"Made-up input gave vectors of {trial.Dimension} numbers, length {trial.Norm:0.###}, in "
                        + $"{trial.Milliseconds:0} ms; alone and in a batch they differ by at most "
                        + $"{trial.LongestDifference:0.#e+0}.{(trial.Alike ? Alike : "")}"
                )
            );
        }
        catch (UnfitModelException unfit)
        {
            return new EncoderUnfit(unfit.What, unfit.Remedy);
        }
    }

    /// <summary>The encoders that come with the product.</summary>
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

    public static Modality ModalityOf(EncoderSpec spec) =>
        spec.Modality switch
        {
            EncoderModality.Text => Modality.Text,
            EncoderModality.Image => Modality.Image,
            _ => Modality.Sensor,
        };
}
