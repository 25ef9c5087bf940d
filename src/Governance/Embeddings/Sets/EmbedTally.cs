using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Governance.Platform.Runs;

namespace Governance.Embeddings;

/// <summary>Counts, reasons and the running digest of the vectors of a run, in manifest order.</summary>
internal sealed class EmbedTally(Guid setId)
{
    private const int MostRefusals = 1000;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<EmbedFailure> _failures = [];

    /// <summary>Ids of the samples with a vector, in manifest order.</summary>
    public List<Guid> Embedded { get; } = [];

    /// <summary>Vectors from earlier sets.</summary>
    public int Reused { get; private set; }

    /// <summary>Samples without the modality.</summary>
    public int Absent { get; private set; }

    /// <summary>Samples that could not be read or encoded.</summary>
    public int Failed { get; private set; }

    /// <summary>Samples without consent or erased: kebab-case reason → count.</summary>
    public SortedDictionary<string, int> Excluded { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts a batch; batches are added in manifest order.</summary>
    public void Add(EmbedBatch batch, IReadOnlyList<EncodedItem> encoded)
    {
        Absent += batch.Absent;
        foreach (var reason in batch.Excluded)
            EmbeddingTable.Count(Excluded, reason);
        foreach (var (item, vector, failure) in encoded)
        {
            if (vector is null)
            {
                Failed++;
                if (_failures.Count < MostRefusals)
                    _failures.Add(failure!);
                continue;
            }
            Embedded.Add(item.SampleId);
            if (item.StoredSetId is { } other && other != setId)
                Reused++;
            _hash.AppendData(Encoding.UTF8.GetBytes($"{item.Key}\n{item.InputDigest}\n"));
            _hash.AppendData(MemoryMarshal.AsBytes<float>(vector));
        }
    }

    /// <summary>64 hex characters; the same samples and vectors give the same digest in every installation.</summary>
    public string Digest() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Names samples by id, because a key can contain personal data.</summary>
    public IEnumerable<RunRefusal> Refusals(Guid runId) =>
        _failures.Select(f => new RunRefusal
        {
            RunId = runId,
            Code = f.Refusal.Code,
            File = $"samples/{f.SampleId}" + (f.Part.Length > 0 ? $" · {f.Part}" : ""),
            Reason = f.Refusal,
        });
}
