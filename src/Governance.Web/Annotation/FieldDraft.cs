using Governance.Annotation;
using Governance.Platform;

namespace Governance.Web.Annotation;

/// <summary>A field of a label schema while a person edits it.</summary>
public sealed class FieldDraft
{
    /// <summary>The field's name as annotators see it; its id is derived from it.</summary>
    public string Label { get; set; } = "";

    /// <summary>What an annotator does: choose an option, or mark a box, a span or a range.</summary>
    public LabelKind Kind { get; set; }

    /// <summary>The part to mark; empty for any part of the right modality.</summary>
    public string Part { get; set; } = "";

    /// <summary>Whether a task can be submitted only with a label of this field.</summary>
    public bool Required { get; set; }

    /// <summary>Whether several options can be chosen; only for a choice.</summary>
    public bool Multiple { get; set; }

    /// <summary>The options, one per line.</summary>
    public string Options { get; set; } = "";

    /// <summary>The parts that this kind of label can be drawn on; none for a choice.</summary>
    public IEnumerable<PartName> Fitting(IReadOnlyList<PartName> parts) =>
        parts.Where(p =>
            Kind switch
            {
                LabelKind.Box => p.Modality == Modality.Image,
                LabelKind.Span => p.Modality == Modality.Text,
                LabelKind.Range => p.Modality == Modality.Sensor,
                _ => false,
            }
        );

    /// <summary>The field of the definition. Option ids are slugs of their lines, unique within the field.</summary>
    public LabelField ToField(string id)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var options = Options
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => new LabelOption(SchemaDraft.Free(taken, KebabCase.Slug(line)), line))
            .ToList();
        return new(
            id,
            Kind,
            Label.Trim(),
            options.Count == 0 ? null : options,
            Part.Length == 0 || Kind == LabelKind.Choice ? null : Part,
            Required,
            Multiple && Kind == LabelKind.Choice
        );
    }
}
