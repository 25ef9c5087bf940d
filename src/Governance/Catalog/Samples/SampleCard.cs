using System.Text.Json.Serialization;

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
