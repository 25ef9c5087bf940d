using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>
/// What the manifest of a sealed version records about one sample. It holds content only (keys, instants, digests) and no row
/// ids, so that the same files with the same import map give the same leaf in every installation.
/// </summary>
/// <param name="AnchorNs">Nanoseconds since the Unix epoch, as decimal digits.</param>
/// <param name="Parts">In ordinal order of their names.</param>
public sealed record SampleManifest(
    string Key,
    string AnchorNs,
    string FromNs,
    string ToNs,
    SortedDictionary<string, string> Strata,
    IReadOnlyList<PartManifest> Parts
)
{
    /// <summary>Leaf hash over the canonical JSON, 32 bytes (RFC 9162, section 2.1.1).</summary>
    public byte[] LeafHash() => MerkleTree.LeafHash(CanonicalJson.Bytes(this));

    /// <summary>Reads the manifests of samples in batches, in ordinal order of their keys.</summary>
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
            var streams = await PartStreams.DigestsAsync(db, parts.SelectMany(p => p), ct);
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
