using Governance.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Encoders;

/// <summary>
/// An open encoder, which turns images, texts or series windows into vectors. Safe for concurrent callers. A vector does not
/// depend on the other rows of its batch: <see cref="DryRun"/> refuses a model whose vectors do, unless its description has
/// one row in a call.
/// </summary>
public sealed partial class Encoder : IDisposable
{
    private readonly Preparation _preparation;
    private readonly OnnxSession _session;
    private readonly EncoderFit _fit;
    private readonly IReadOnlyList<FixedInput> _given;
    private readonly Slots _reading = new(Environment.ProcessorCount),
        _computing;

    private Encoder(EncoderSpec spec, Preparation preparation, OnnxSession session, EncoderFit fit)
    {
        (Spec, _preparation, _session, _fit, _given) = (spec, preparation, session, fit, spec.Fixed ?? []);
        // A call computes on one core; on a GPU a second call is copied while the first computes.
        _computing = new(OnGpu ? 2 : Environment.ProcessorCount);
    }

    /// <summary>How the encoder prepares its input and reads its output.</summary>
    public EncoderSpec Spec { get; }

    /// <inheritdoc cref="OnnxSession.Inspection"/>
    public OnnxInspection Inspection => _session.Inspection;

    /// <inheritdoc cref="OnnxSession.ProviderUsed"/>
    public string ProviderUsed => _session.ProviderUsed;

    /// <inheritdoc cref="OnnxSession.FallbackReason"/>
    public InferenceFault? FallbackReason => _session.FallbackReason;

    /// <summary>Opens an encoder and checks that its spec and its model fit together.</summary>
    /// <exception cref="UnfitModelException">The spec contradicts itself or the model, or the model must not be run.</exception>
    public static Encoder Open(EncoderSpec spec, byte[] onnx, OnnxSessionOptions? options = null)
    {
        if (spec.Faults() is { Count: > 0 } faults)
            throw new UnfitModelException(InferenceFault.Of("description-contradicts").Because(faults));
        var preparation = new Preparation(spec);
        var session = OnnxSession.Open(onnx, options);
        try
        {
            return new(spec, preparation, session, EncoderFit.Check(spec, preparation, session.Inspection));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Open(EncoderSpec, byte[], OnnxSessionOptions?)"/>
    public static Encoder Open(EncoderModel model, OnnxSessionOptions? options = null) =>
        Open(model.Spec, model.Onnx, options);

    /// <summary>Encodes one input to a vector of <see cref="EncoderSpec.Dimension"/> numbers.</summary>
    /// <exception cref="UnreadableInputException">The input cannot be encoded.</exception>
    public float[] Encode(EncoderInput input) => Encode([input]).ToArray();

    /// <summary>Encodes n inputs to n × D numbers, row by row, in the order of the inputs.</summary>
    /// <exception cref="UnreadableInputException">One of the inputs cannot be encoded; <see cref="EncodeAsync"/> continues
    /// with the others.</exception>
    public ReadOnlyMemory<float> Encode(IReadOnlyList<EncoderInput> inputs)
    {
        var vectors = new float[inputs.Count * Spec.Dimension];
        var prepared = inputs.Select(_preparation.Prepare).ToList();
        Infer(prepared, vectors);
        for (var row = 0; row < inputs.Count; row++)
        {
            if (!IsFinite(vectors.AsSpan(row * Spec.Dimension, Spec.Dimension)))
                throw new UnreadableInputException(NotFinite);
        }
        return vectors;
    }

    private static readonly InferenceFault NotFinite = InferenceFault.Of("vector-not-finite");

    /// <summary>Runs all rows, in as many calls as the model's batch size requires; writes rows × D.</summary>
    private void Infer(List<Prepared> rows, Span<float> vectors)
    {
        var most = _fit.FixedBatch ?? rows.Count;
        for (var start = 0; start < rows.Count; start += most)
        {
            var chunk = rows.GetRange(start, Math.Min(most, rows.Count - start));
            InferChunk(chunk, vectors.Slice(start * Spec.Dimension, chunk.Count * Spec.Dimension));
        }
    }

    private void InferChunk(List<Prepared> rows, Span<float> vectors)
    {
        var batch = _fit.FixedBatch ?? rows.Count;
        var tokens = _preparation.HasTokens ? _fit.Tokens ?? rows.Max(r => r.Tensors[0].Length) : 0;
        var inputs = new List<OrtValue>(_preparation.Names.Count);
        try
        {
            for (var i = 0; i < _preparation.Names.Count; i++)
                inputs.Add(Tensors.Stack(rows, i, batch, _fit.RowShapes[i], tokens, _fit.Integers));
            foreach (var given in _given)
                inputs.Add(given.Tensor(batch));
            using var outputs = _session.Run(
                [.. _preparation.Names, .. _given.Select(f => f.Name)],
                inputs,
                [Spec.Output]
            );
            var info = outputs[0].GetTensorTypeAndShape();
            Pool.Into(vectors, rows, Tensors.Floats(outputs[0]), info.Shape, Spec, _preparation.HasTokens);
        }
        finally
        {
            inputs.ForEach(i => i.Dispose());
        }
    }

    private static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _reading.Dispose();
        _computing.Dispose();
    }
}
