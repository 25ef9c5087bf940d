using Governance.Inference;
using Network = Governance.Inference.Encoders.Encoder;

namespace Governance.Embeddings;

/// <summary>Encodes the items of a batch; an item that fails does not affect the others.</summary>
internal static class EncodeBatch
{
    /// <summary>The items with their vectors, in the same order.</summary>
    public static async Task<IReadOnlyList<EncodedItem>> RunAsync(
        Network network,
        IReadOnlyList<EmbedItem> items,
        CancellationToken ct
    )
    {
        var vectors = new List<float[]>[items.Count];
        var failures = new InferenceFault?[items.Count];
        for (var i = 0; i < items.Count; i++)
            vectors[i] = [];
        var inputs = items.SelectMany((item, place) => item.Inputs.Select(input => (place, input))).ToArray();
        if (inputs.Length > 0)
        {
            await foreach (var answer in network.EncodeAsync(inputs.ToAsyncEnumerable(), network.RowsPerCall, ct))
            {
                if (answer.Vector is { } vector)
                    vectors[answer.Key].Add(vector);
                else
                    failures[answer.Key] ??= answer.Failure;
            }
        }
        return
        [
            .. items.Select(
                (item, i) =>
                    item.StoredVector is { } stored ? new EncodedItem(item, stored, null)
                    : (item.Failure ?? Failed(item, failures[i])) is { } failure ? new EncodedItem(item, null, failure)
                    : new EncodedItem(item, Mean(vectors[i]), null)
            ),
        ];
    }

    private static EmbedFailure? Failed(EmbedItem item, InferenceFault? why) =>
        why is null ? null : new(item.SampleId, "", new SampleNotEncoded(why.Found()));

    private static float[] Mean(List<float[]> vectors)
    {
        if (vectors.Count == 1)
            return vectors[0];
        var mean = new float[vectors[0].Length];
        foreach (var vector in vectors)
            for (var d = 0; d < mean.Length; d++)
                mean[d] += vector[d];
        for (var d = 0; d < mean.Length; d++)
            mean[d] /= vectors.Count;
        return mean;
    }
}
