using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Embeddings;

/// <summary>
/// The channels of a version in one fixed order (streams by name, channels as each stream lists them), so that a channel
/// has the same index in every sample's window, even where a stream is missing.
/// A channel is named by itself, or <c>stream/channel</c> where two streams have a channel of the same name.
/// </summary>
internal sealed class ChannelPlan
{
    private readonly IReadOnlyList<(string Stream, string Channel)> _order;

    private ChannelPlan(IReadOnlyList<(string, string)> order)
    {
        _order = order;
        var shared = _order
            .GroupBy(c => c.Channel)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToHashSet(StringComparer.Ordinal);
        Names = [.. _order.Select(c => shared.Contains(c.Channel) ? $"{c.Stream}/{c.Channel}" : c.Channel)];
    }

    /// <summary>Names by which descriptions of encoders select channels.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Index of a stream's channel; −1 if the version has none of that name.</summary>
    public int PlaceOf(string stream, string channel)
    {
        for (var i = 0; i < _order.Count; i++)
            if (_order[i].Stream == stream && _order[i].Channel == channel)
                return i;
        return -1;
    }

    /// <summary>The plan of a version, from the sensor streams of its recordings.</summary>
    public static async Task<ChannelPlan> OfAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var recordings = EmbeddingSets.SamplesOf(db, versionId).Select(s => s.RecordingId).Distinct();
        var streams = await db.Set<RecordingStream>()
            .AsNoTracking()
            .Where(s => s.Modality == Modality.Sensor && recordings.Contains(s.RecordingId))
            .Select(s => new { s.Name, s.Channels })
            .Distinct()
            .ToListAsync(ct);
        return Of(streams.Select(s => (s.Name, s.Channels)));
    }

    internal static ChannelPlan Of(IEnumerable<(string Stream, List<Channel> Channels)> streams) =>
        new([
            .. streams
                .GroupBy(s => s.Stream, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .SelectMany(g =>
                    g.OrderBy(s => string.Join('\n', s.Channels.Select(c => c.Name)), StringComparer.Ordinal)
                        .SelectMany(s => s.Channels)
                        .Select(c => c.Name)
                        .Distinct(StringComparer.Ordinal)
                        .Select(name => (g.Key, name))
                ),
        ]);
}
