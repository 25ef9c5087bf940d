using System.Text.Json.Serialization;

namespace Governance.Annotation;

/// <summary>One field of a label schema.</summary>
/// <param name="Id">Stable identifier that annotations contain: 1 to 60 letters, digits, dots, hyphens or underscores.</param>
/// <param name="Label">The name that annotators see, 1 to 120 characters.</param>
/// <param name="Options">The values to choose from. A box, span or range without options has the field itself as its value.</param>
/// <param name="Part">The part to mark (box: an image, span: a text, range: a series); null for any part of that kind, and
/// for a choice.</param>
/// <param name="Required">Whether a task can be submitted only with a label of this field.</param>
/// <param name="Multiple">Whether several options can be chosen; only for a choice.</param>
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

    /// <summary>A field without options has its own id as its only value.</summary>
    internal bool Offers(string value) => Offered.Count == 0 ? value == Id : Offered.Any(o => o.Id == value);
}
