using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>The fields of a schema, in the order in which the workbench shows them: 1 to 40 fields of at most 100 options.</summary>
public sealed partial record LabelDefinition(IReadOnlyList<LabelField> Fields)
{
    private const int MaxFields = 40;
    private const int MaxOptions = 100;
    private const int MaxLabelLength = 120;

    /// <summary>The modalities that the fields mark; consent must cover all of them.</summary>
    public Modalities Needed() =>
        Fields.Aggregate(Modalities.None, (set, field) => set | (field.Kind.Marks()?.AsSet() ?? Modalities.None));

    /// <summary>The first rule that the definition breaks as <see cref="SchemaUnusable"/>, or null.</summary>
    public Refusal? Check()
    {
        if (Fields is not { Count: > 0 })
            return new SchemaUnusable(new SchemaHasNoFields());
        if (Fields.Count > MaxFields)
            return new SchemaUnusable(new SchemaHasTooManyFields(Fields.Count, MaxFields));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in Fields)
        {
            if (field is null)
                return new SchemaUnusable(new SchemaFieldIsEmpty());
            if (Fault(field) is { } fault)
                return new SchemaUnusable(fault);
            if (!ids.Add(field.Id))
                return new SchemaUnusable(new SchemaFieldTwice(field.Id));
        }
        return null;
    }

    /// <summary>Checks that a W3C Web Annotation uses a field and an option of this schema on an existing part of the sample.</summary>
    /// <param name="id">The annotation's id; the document must repeat it as <c>urn:uuid:…</c>.</param>
    /// <param name="sample">The sample with its visible parts; a withheld part cannot be labelled.</param>
    /// <returns>The first fault as <see cref="BodyInvalid"/>, or null.</returns>
    public Refusal? Check(Guid id, JsonElement body, SampleDetail sample)
    {
        var document = AnnotationDocument.Read(body, int.MaxValue);
        return document.Ok ? Check(id, document.Value, sample) : document.Refusal;
    }

    internal Refusal? Check(Guid id, AnnotationDocument document, SampleDetail sample) =>
        new DocumentCheck(this, sample).Check(id, document);

    /// <summary>The required fields without a label that a sample with these parts can have.</summary>
    internal IEnumerable<LabelField> Unfilled(
        IReadOnlyCollection<(string Name, Modality Modality)> parts,
        IReadOnlySet<string> labelled
    ) => Fields.Where(f => f.Required && !labelled.Contains(f.Id) && IsPossible(f, parts));

    /// <summary>A field is not required when its part is missing or withheld.</summary>
    private static bool IsPossible(LabelField field, IReadOnlyCollection<(string Name, Modality Modality)> parts) =>
        field.Kind.Marks() is not { } modality
        || parts.Any(p => p.Modality == modality && (field.Part is null || field.Part == p.Name));

    private static Message? Fault(LabelField field)
    {
        if (!Enum.IsDefined(field.Kind))
            return new SchemaKindUnknown(field.Id);
        if (field.Id is null || !Identifier().IsMatch(field.Id))
            return new SchemaIdInvalid(TextRule.Shown(field.Id ?? ""), IsOption: false);
        if (TextRule.Check("label", field.Label) is { } unfit)
            return new SchemaTextUnfit(field.Id, "label", unfit.Why);
        if (TextRule.Check("part", field.Part, 80) is { } unfitPart)
            return new SchemaTextUnfit(field.Id, "part", unfitPart.Why);
        if (!IsLabel(field.Label))
            return new SchemaLabelMissing(field.Id, IsOption: false, MaxLabelLength);
        if (field.Kind == LabelKind.Choice && field.Offered.Count == 0)
            return new ChoiceHasNoOptions(field.Id);
        if (field.Kind == LabelKind.Choice && field.Part is not null)
            return new ChoiceNamesPart(field.Id);
        if (field.Kind != LabelKind.Choice && field.Multiple)
            return new MultipleWithoutChoice(field.Id);
        if (field.Offered.Count > MaxOptions)
            return new TooManyOptions(field.Id, MaxOptions);
        if (field.Offered.Any(o => o is null))
            return new OptionIsEmpty(field.Id);
        if (field.Offered.FirstOrDefault(o => o.Id is null || !Identifier().IsMatch(o.Id)) is { } odd)
            return new SchemaIdInvalid(TextRule.Shown(odd.Id ?? ""), IsOption: true);
        if (field.Offered.Any(o => !IsLabel(o.Label)))
            return new SchemaLabelMissing(field.Id, IsOption: true, MaxLabelLength);
        return field.Offered.GroupBy(o => o.Id).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? new OptionTwice(field.Id, twice.Key)
            : null;
    }

    private static bool IsLabel(string? text) =>
        !string.IsNullOrWhiteSpace(text) && TextRule.Check("label", text, MaxLabelLength) is null;

    [GeneratedRegex(@"^[\p{L}\p{Nd}._-]{1,60}\z")]
    private static partial Regex Identifier();
}
