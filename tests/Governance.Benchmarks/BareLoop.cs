using Governance.Inference.Encoders;
using Governance.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Benchmarks;

/// <summary>
/// The cost of an encoder's computation alone: a loop that runs the session over batches of prepared tensors.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly OnnxSession _session;
    private readonly IReadOnlyList<string> _names;
    private readonly string[] _output;
    private readonly List<List<OrtValue>> _batches = [];

    /// <param name="batch">Rows of a call, where the model does not fix them.</param>
    public BareLoop(EncoderModel model, IReadOnlyList<EncoderInput> inputs, int batch)
    {
        var preparation = new Preparation(model.Spec);
        _session = OnnxSession.Open(model.Onnx);
        (_names, _output) = (preparation.Names, [model.Spec.Output]);
        var fit = EncoderFit.Check(model.Spec, preparation, _session.Inspection);
        foreach (var rows in inputs.Chunk(fit.FixedBatch ?? batch))
        {
            var prepared = rows.Select(preparation.Prepare).ToList();
            _batches.Add([
                .. _names.Select(
                    (_, i) =>
                        Tensors.Stack(
                            prepared,
                            i,
                            fit.FixedBatch ?? rows.Length,
                            fit.RowShapes[i],
                            fit.Tokens ?? 0,
                            fit.Integers
                        )
                ),
            ]);
        }
    }

    /// <summary>All rows once, on one thread.</summary>
    public void Run() => Run(_batches);

    /// <summary>All rows once, each core with a share of the batches.</summary>
    public void RunOnEveryCore() =>
        Task.WaitAll([
            .. Enumerable
                .Range(0, Environment.ProcessorCount)
                .Select(core => Task.Run(() => Run(_batches.Where((_, i) => i % Environment.ProcessorCount == core)))),
        ]);

    public void Dispose()
    {
        foreach (var value in _batches.SelectMany(b => b))
            value.Dispose();
        _session.Dispose();
    }

    private void Run(IEnumerable<List<OrtValue>> batches)
    {
        foreach (var batch in batches)
        {
            using var outputs = _session.Run(_names, batch, _output);
        }
    }
}
