using System.Text.Json.Serialization;
using Governance.Platform;

namespace Governance.Catalog;

/// <summary>A sample as a card of the grid.</summary>
public sealed record SampleCard(
    Guid Id,
    string Key,
    Guid DatasetId,
    string Subject,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long AnchorNs,
    string Zone,
    IReadOnlyDictionary<string, string> Strata,
    IReadOnlyList<CardPart> Parts
);

/// <param name="Missing">Null when the part is there.</param>
public sealed record CardPart(
    string Name,
    Modality Modality,
    MissingReason? Missing,
    string? MissingDetail,
    bool HasThumbnail,
    string? Excerpt,
    float?[]? Sparkline,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long? SyncErrorNs
);

/// <summary>
/// A sample with everything a viewer or the workbench needs. Instants are strings in JSON: nanoseconds pass 2^53.
/// </summary>
public sealed record SampleDetail(
    Guid Id,
    string Key,
    Guid DatasetId,
    Guid RecordingId,
    Guid SubjectId,
    string Subject,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long AnchorNs,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long FromNs,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long ToNs,
    string Zone,
    IReadOnlyDictionary<string, string> Strata,
    bool Synthetic,
    IReadOnlyList<PartDetail> Parts
)
{
    /// <summary>The same sample with addresses for its contents; each door that hands samples out has its own.</summary>
    public SampleDetail WithLinks(Func<PartDetail, string> content, Func<StreamDetail, string> series) =>
        this with
        {
            Parts =
            [
                .. Parts.Select(p =>
                    p.Present
                        ? p with
                        {
                            ContentUrl = p.Modality == Modality.Image ? content(p) : null,
                            Stream = p.Stream is null ? null : p.Stream with { SeriesUrl = series(p.Stream) },
                        }
                        : p
                ),
            ],
        };
}

public sealed record PartDetail(
    string Name,
    Modality Modality,
    bool Present,
    PartAbsence? Missing,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString)] long? SyncErrorNs,
    string? MediaType,
    int? Width,
    int? Height,
    string? Text,
    string? Digest,
    StreamDetail? Stream,
    string? ContentUrl = null
);

/// <param name="Reason">Kebab case: file-missing, out-of-range, not-permitted …</param>
public sealed record PartAbsence(string Reason, string? Detail);

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
