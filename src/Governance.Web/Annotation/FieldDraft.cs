using Governance.Annotation;
using Governance.Platform;

namespace Governance.Web.Annotation;

public sealed class FieldDraft
{
    public string Label { get; set; } = "";
    public LabelKind Kind { get; set; }

    /// <summary>Empty = any part of the kind.</summary>
    public string Part { get; set; } = "";
    public bool Required { get; set; }
    public bool Multiple { get; set; }

    /// <summary>One option a line.</summary>
    public string Options { get; set; } = "";

    /// <summary>The parts that this kind of label is drawn on.</summary>
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
