using System.Text.Json.Serialization;

namespace Governance.Catalog;

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
