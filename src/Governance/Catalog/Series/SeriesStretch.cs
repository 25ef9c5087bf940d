using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>A stretch of a stream, ready to draw.</summary>
/// <param name="BaseNs">Added to every entry of <paramref name="T"/>.</param>
/// <param name="Level">0 = the rows themselves (min equals max); 1, 2, … = levels of the pyramid, from the finest.</param>
/// <param name="BucketNs">Width of a bucket; 0 at level 0.</param>
/// <param name="T">Ascending offsets from <paramref name="BaseNs"/>; an entry whose values are all null marks a gap.</param>
public sealed record SeriesStretch(
    Guid StreamId,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long BaseNs,
    int Level,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long BucketNs,
    IReadOnlyList<long> T,
    IReadOnlyList<ChannelStretch> Channels
);
