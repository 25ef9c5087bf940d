using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>The fields of a schema, in the order in which the workbench offers them.</summary>
public sealed partial record LabelDefinition(IReadOnlyList<LabelField> Fields)
{
    private const int MaxFields = 40;
    private const int MaxOptions = 100;
    private const int MaxLabelLength = 120;

    /// <summary>The modalities that its fields mark; consent must cover them all.</summary>
    public Modalities Needed() =>
        Fields.Aggregate(Modalities.None, (set, field) => set | (field.Kind.Marks()?.AsSet() ?? Modalities.None));

    /// <summary>The first thing wrong with the definition, or null.</summary>
    public Refusal? Check()
    {
        if (Fields is not { Count: > 0 })
            return new SchemaUnusable("it has no field");
        if (Fields.Count > MaxFields)
            return new SchemaUnusable($"it has {Fields.Count} fields, and {MaxFields} is the most");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            if (field is null)
                return new SchemaUnusable("one of its fields is empty");
            if (Fault(field) is { } fault)
                return new SchemaUnusable(fault);
            if (!ids.Add(field.Id))
                return new SchemaUnusable($"two fields have the id “{field.Id}”");
        }
        return null;
    }

    /// <summary>
    /// Whether a W3C Web Annotation says something that this schema offers about a place that the sample has.
    /// </summary>
    /// <param name="id">The annotation's id, which its body repeats as <c>urn:uuid:…</c>.</param>
    /// <param name="sample">With the parts that may be seen; a withheld part cannot be labelled.</param>
    /// <returns>The first fault, or null.</returns>
    public Refusal? Check(Guid id, JsonElement body, SampleDetail sample)
    {
        var document = AnnotationDocument.Read(body, int.MaxValue);
        return document.Ok ? Check(id, document.Value, sample) : document.Refusal;
    }

    internal Refusal? Check(Guid id, AnnotationDocument document, SampleDetail sample) =>
        new DocumentCheck(this, sample).Check(id, document);

    /// <summary>The required fields that can be filled on a sample with these parts and have no label yet.</summary>
    internal IEnumerable<LabelField> Unfilled(
        IReadOnlyCollection<(string Name, Modality Modality)> parts,
        IReadOnlySet<string> labelled
    ) => Fields.Where(f => f.Required && !labelled.Contains(f.Id) && IsPossible(f, parts));

    /// <summary>A field whose part is missing or withheld cannot be filled, and is not asked for.</summary>
    private static bool IsPossible(LabelField field, IReadOnlyCollection<(string Name, Modality Modality)> parts) =>
        field.Kind.Marks() is not { } modality
        || parts.Any(p => p.Modality == modality && (field.Part is null || field.Part == p.Name));

    private static string? Fault(LabelField field)
    {
        if (!Enum.IsDefined(field.Kind))
            return $"the field “{field.Id}” is of no known kind";
        if (field.Id is null || !Identifier().IsMatch(field.Id))
            return $"“{TextRule.Shown(field.Id ?? "")}” cannot be a field's id: "
                + "use 1 to 60 letters, digits, dots, hyphens or underscores";
        if (TextRule.Check("label", field.Label) is { } unfit)
            return $"the label of “{field.Id}” {unfit.Why}";
        if (TextRule.Check("part", field.Part, 80) is { } unfitPart)
            return $"the part of “{field.Id}” {unfitPart.Why}";
        if (!IsLabel(field.Label))
            return $"the field “{field.Id}” needs a label of 1 to {MaxLabelLength} characters";
        if (field.Kind == LabelKind.Choice && field.Offered.Count == 0)
            return $"the choice “{field.Id}” offers no option";
        if (field.Kind == LabelKind.Choice && field.Part is not null)
            return $"the choice “{field.Id}” names a part, but a choice is about the whole sample";
        if (field.Kind != LabelKind.Choice && field.Multiple)
            return $"“several at once” is for choices, and “{field.Id}” is none";
        if (field.Offered.Count > MaxOptions)
            return $"the field “{field.Id}” has more than {MaxOptions} options";
        if (field.Offered.Any(o => o is null))
            return $"an option of “{field.Id}” is empty";
        if (field.Offered.FirstOrDefault(o => o.Id is null || !Identifier().IsMatch(o.Id)) is { } odd)
            return $"“{TextRule.Shown(odd.Id ?? "")}” cannot be an option's id: "
                + "use 1 to 60 letters, digits, dots, hyphens or underscores";
        if (field.Offered.Any(o => !IsLabel(o.Label)))
            return $"an option of “{field.Id}” needs a label of 1 to {MaxLabelLength} characters";
        return field.Offered.GroupBy(o => o.Id).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? $"the field “{field.Id}” has the option “{twice.Key}” twice"
            : null;
    }

    private static bool IsLabel(string? text) =>
        !string.IsNullOrWhiteSpace(text) && TextRule.Check("label", text, MaxLabelLength) is null;

    [GeneratedRegex(@"^[\p{L}\p{Nd}._-]{1,60}\z")]
    private static partial Regex Identifier();
}
