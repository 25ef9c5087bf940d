using System.Text.Json.Serialization;

namespace Governance.Catalog;

/// <summary>A sample as a card of a grid.</summary>
/// <param name="Subject">Pseudonym of the subject.</param>
/// <param name="AnchorNs">Nanoseconds since the Unix epoch; a string in JSON.</param>
/// <param name="Zone">IANA time zone of the recording.</param>
/// <param name="Strata">Scenario attribute → value.</param>
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
