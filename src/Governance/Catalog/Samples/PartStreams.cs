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
        var ids = parts.Select(p => p.StreamId).OfType<Guid>().Distinct().ToArray();
        return db.Set<RecordingStream>().AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
    }
}
