using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// What a sealed version says of one sample, and its Merkle leaf. Only content is named (keys, instants, digests), no
/// row ids, so that the same files under the same map give the same leaf in any installation.
/// </summary>
public sealed record SampleManifest(
    string Key,
    string AnchorNs,
    string FromNs,
    string ToNs,
    SortedDictionary<string, string> Strata,
    IReadOnlyList<PartManifest> Parts
)
{
    /// <summary>RFC 9162 leaf over the canonical JSON.</summary>
    public byte[] LeafHash() => MerkleTree.LeafHash(CanonicalJson.Bytes(this));

    /// <summary>Manifests of samples, read in batches; in ordinal order of their keys.</summary>
    internal static async IAsyncEnumerable<(Guid SampleId, SampleManifest Manifest)> ReadAsync(
        GovernanceDb db,
        IReadOnlyList<(string Key, Guid Id)> samples,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var batch in samples.OrderBy(s => s.Key, StringComparer.Ordinal).Chunk(500))
        {
            var ids = batch.Select(s => s.Id).ToArray();
            var rows = await db.Set<Sample>()
                .AsNoTracking()
                .Where(s => ids.Contains(s.Id))
                .ToDictionaryAsync(s => s.Id, ct);
            var parts = (
                await db.Set<SamplePart>().AsNoTracking().Where(p => ids.Contains(p.SampleId)).ToListAsync(ct)
            ).ToLookup(p => p.SampleId);
            var streamIds = parts
                .SelectMany(p => p)
                .Where(p => p.StreamId != null)
                .Select(p => p.StreamId!.Value)
                .Distinct()
                .ToArray();
            var streams = await db.Set<RecordingStream>()
                .AsNoTracking()
                .Where(s => streamIds.Contains(s.Id))
                .ToDictionaryAsync(s => s.Id, s => s.DataDigest, ct);
            foreach (var (_, id) in batch)
                yield return (id, Of(rows[id], parts[id], streams));
        }
    }

    private static SampleManifest Of(Sample sample, IEnumerable<SamplePart> parts, Dictionary<Guid, string?> streams) =>
        new(
            sample.Key,
            Text(sample.AnchorNs),
            Text(sample.FromNs),
            Text(sample.ToNs),
            new(sample.Strata, StringComparer.Ordinal),
            [
                .. parts
                    .OrderBy(p => p.Name, StringComparer.Ordinal)
                    .Select(p => new PartManifest(
                        p.Name,
                        p.Modality,
                        p.Missing,
                        p.Digest
                            ?? (
                                p.Missing is null && p.StreamId is { } stream ? streams.GetValueOrDefault(stream) : null
                            ),
                        p.Rows,
                        p.SyncErrorNs is { } error ? Text(error) : null
                    )),
            ]
        );

    private static string Text(long ns) => ns.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
