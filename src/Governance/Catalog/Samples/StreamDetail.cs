using System.Text.Json.Serialization;

namespace Governance.Catalog;

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
