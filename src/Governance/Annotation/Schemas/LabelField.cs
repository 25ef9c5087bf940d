using System.Text.Json.Serialization;

namespace Governance.Annotation;

/// <param name="Id">Stable name written into annotations.</param>
/// <param name="Part">Which part it marks (box: an image, span: a text, range: a series); null for any of that kind,
/// and for a choice.</param>
/// <param name="Required">A task cannot be submitted without it.</param>
/// <param name="Multiple">Choice only: several options at once.</param>
public sealed record LabelField(
    string Id,
    LabelKind Kind,
    string Label,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LabelOption>? Options = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Part = null,
    bool Required = false,
    bool Multiple = false
)
{
    internal IReadOnlyList<LabelOption> Offered => Options ?? [];

    /// <summary>A field without options still marks places; its one value is the field itself.</summary>
    internal bool Offers(string value) => Offered.Count == 0 ? value == Id : Offered.Any(o => o.Id == value);
}
