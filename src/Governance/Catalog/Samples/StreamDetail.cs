using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>The stream of a <see cref="PartDetail"/>.</summary>
/// <param name="FirstNs">First reference time of the whole stream, in nanoseconds since the Unix epoch; a string in JSON.</param>
/// <param name="LastNs">Last reference time of the whole stream.</param>
/// <param name="Rows">Rows of the whole stream.</param>
/// <param name="SeriesUrl">Address of its series; see <see cref="SampleDetail.WithLinks"/>.</param>
public sealed record StreamDetail(
    Guid Id,
    string Name,
    StreamKind Kind,
    IReadOnlyList<Channel> Channels,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long FirstNs,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long LastNs,
    long Rows,
    Clock Clock,
    string? SeriesUrl = null
);
