using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>
/// A sample with everything that a viewer or the workbench needs. Instants are nanoseconds since the Unix epoch, and strings in
/// JSON, because they exceed 2^53.
/// </summary>
/// <param name="Subject">Pseudonym of the subject.</param>
/// <param name="Zone">IANA time zone of the recording.</param>
/// <param name="Strata">Scenario attribute → value.</param>
/// <param name="Synthetic">The dataset is synthetic.</param>
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
    /// <summary>A copy with addresses for its contents. Each API that returns samples has addresses of its own.</summary>
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
