using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>A stretch of a stream for a chart.</summary>
/// <param name="BaseNs">Nanoseconds since the Unix epoch, to add to every entry of <paramref name="T"/>; a string in JSON.</param>
/// <param name="Level">0 = the rows themselves (min equals max); 1, 2, … = levels of the pyramid, from the finest.</param>
/// <param name="BucketNs">Width of a bucket in nanoseconds; 0 at level 0. A string in JSON.</param>
/// <param name="T">Ascending offsets in nanoseconds from <paramref name="BaseNs"/>; an entry with only null values marks a gap.</param>
public sealed record SeriesStretch(
    Guid StreamId,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long BaseNs,
    int Level,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long BucketNs,
    IReadOnlyList<long> T,
    IReadOnlyList<ChannelStretch> Channels
);
