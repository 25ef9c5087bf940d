using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Governance.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Governance.Inference.Encoders;

/// <content>The encoding of a stream, with reading and computing in parallel.</content>
public sealed partial class Encoder
{
    /// <summary>
    /// Rows of one call of the model when many wait: what the model fixes, else few enough that the first call starts early and
    /// its tensors stay in the processor's cache. A GPU needs more rows to be busy.
    /// </summary>
    public int RowsPerCall => _fit.FixedBatch ?? (OnGpu ? 64 : 16);

    private bool OnGpu => ProviderUsed != Providers.Cpu;

    private sealed record Reading<TKey>(TKey Key, Task<(Prepared? Ready, InferenceFault? Failure)> Work);

    /// <summary>
    /// Encodes a stream: inputs are read and decoded in parallel while earlier batches are computed, on all cores, which
    /// concurrent callers of this encoder share. Returns one result for each input, in the order of the inputs; an input
    /// that cannot be encoded fails alone, with its reason. Memory does not grow with the stream: it holds two batches of
    /// inputs, and the results of as many batches as are computed at once.
    /// </summary>
    /// <param name="batchSize">Rows of one call of the model, ≥ 1.</param>
    public async IAsyncEnumerable<Encoded<TKey>> EncodeAsync<TKey>(
        IAsyncEnumerable<(TKey Key, EncoderInput Input)> inputs,
        int batchSize,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var readings = Channel.CreateBounded<Reading<TKey>>(
            new BoundedChannelOptions(2 * batchSize) { SingleReader = true, SingleWriter = true }
        );
        var answers = Channel.CreateBounded<Task<Encoded<TKey>[]>>(
            new BoundedChannelOptions(_computing.Most) { SingleReader = true, SingleWriter = true }
        );
        var reading = Task.Run(() => ReadAsync(inputs, readings.Writer, stop.Token), CancellationToken.None);
        var inferring = Task.Run(
            () => InferAsync(readings.Reader, answers.Writer, batchSize, stop.Token),
            CancellationToken.None
        );
        try
        {
            await foreach (var batch in answers.Reader.ReadAllAsync(stop.Token))
            {
                foreach (var answer in await batch)
                    yield return answer;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, inferring);
        }
    }

    /// <summary>
    /// Passes exceptions to the reader through the channel, so the task itself never fails. It ends only after everything
    /// that it started, because the caller may then dispose the encoder.
    /// </summary>
    private async Task ReadAsync<TKey>(
        IAsyncEnumerable<(TKey Key, EncoderInput Input)> inputs,
        ChannelWriter<Reading<TKey>> to,
        CancellationToken cancel
    )
    {
        var begun = new List<Task>();
        try
        {
            await foreach (var (key, input) in inputs.WithCancellation(cancel))
                await to.WriteAsync(
                    new(key, await _reading.BeginAsync(() => TryPrepare(input), begun, cancel)),
                    cancel
                );
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
        await Slots.End(begun);
    }

    private (Prepared? Ready, InferenceFault? Failure) TryPrepare(EncoderInput input)
    {
        try
        {
            return (_preparation.Prepare(input), null);
        }
        catch (UnreadableInputException e)
        {
            return (null, e.Fault);
        }
    }

    /// <inheritdoc cref="ReadAsync"/>
    private async Task InferAsync<TKey>(
        ChannelReader<Reading<TKey>> from,
        ChannelWriter<Task<Encoded<TKey>[]>> to,
        int batchSize,
        CancellationToken cancel
    )
    {
        var begun = new List<Task>();
        try
        {
            await foreach (var batch in from.ReadAllAsync(cancel).Chunk(batchSize))
            {
                var read = await Task.WhenAll(batch.Select(b => b.Work));
                var answers = await _computing.BeginAsync(() => Answer(batch, read), begun, cancel);
                await to.WriteAsync(answers, cancel);
            }
            to.Complete();
        }
        catch (Exception e)
        {
            to.Complete(e);
        }
        await Slots.End(begun);
    }

    private Encoded<TKey>[] Answer<TKey>(Reading<TKey>[] batch, (Prepared? Ready, InferenceFault? Failure)[] read)
    {
        var places = Enumerable.Range(0, read.Length).Where(i => read[i].Ready is not null).ToList();
        var vectors = InferEach([.. places.Select(i => read[i].Ready!)]);
        var answers = new Encoded<TKey>[read.Length];
        for (var i = 0; i < read.Length; i++)
            answers[i] = new(batch[i].Key, null, read[i].Failure);
        foreach (var (n, place) in places.Index())
            answers[place] = new(batch[place].Key, vectors[n].Vector, vectors[n].Failure);
        return answers;
    }

    /// <summary>Runs all rows at once or, if ONNX Runtime rejects the batch, one by one, so that only the faulty row fails.</summary>
    private (float[]? Vector, InferenceFault? Failure)[] InferEach(List<Prepared> rows)
    {
        if (rows.Count == 0)
            return [];
        var vectors = new float[rows.Count * Spec.Dimension];
        try
        {
            Infer(rows, vectors);
        }
        catch (OnnxRuntimeException)
        {
            return rows.Count == 1
                ? [(null, InferenceFault.Of("encoder-failed"))]
                : [.. rows.Select(r => InferEach([r])[0])];
        }
        return
        [
            .. rows.Select((_, row) => vectors.AsSpan(row * Spec.Dimension, Spec.Dimension).ToArray())
                .Select(v => IsFinite(v) ? (v, (InferenceFault?)null) : ((float[]?)null, NotFinite)),
        ];
    }
}
