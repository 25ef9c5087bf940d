using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Reads the streams behind parts of samples.</summary>
internal static class PartStreams
{
    /// <summary>The streams by id; parts without one are passed over.</summary>
    public static Task<Dictionary<Guid, RecordingStream>> ReadAsync(
        GovernanceDb db,
        IEnumerable<SamplePart> parts,
        CancellationToken ct
    )
    {
        var ids = Ids(parts);
        return db.Set<RecordingStream>().AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
    }

    /// <summary>The digests of the streams' data by stream id; null for a stream without data.</summary>
    public static Task<Dictionary<Guid, string?>> DigestsAsync(
        GovernanceDb db,
        IEnumerable<SamplePart> parts,
        CancellationToken ct
    )
    {
        var ids = Ids(parts);
        return db.Set<RecordingStream>()
            .Where(s => ids.Contains(s.Id))
            .Select(s => new { s.Id, s.DataDigest })
            .ToDictionaryAsync(s => s.Id, s => s.DataDigest, ct);
    }

    private static Guid[] Ids(IEnumerable<SamplePart> parts) =>
        [.. parts.Select(p => p.StreamId).OfType<Guid>().Distinct()];
}
