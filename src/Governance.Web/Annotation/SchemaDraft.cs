using Governance.Annotation;
using Governance.Platform;

namespace Governance.Web.Annotation;

/// <summary>A label schema while a person edits it. Ids are derived from the labels.</summary>
public sealed class SchemaDraft
{
    /// <summary>The fields in the order in which the workbench shows them.</summary>
    public List<FieldDraft> Fields { get; } = [new() { Required = true }];

    /// <summary>Adds an empty field at the end.</summary>
    public void Add() => Fields.Add(new());

    /// <summary>Removes a field.</summary>
    public void Remove(FieldDraft field) => Fields.Remove(field);

    /// <summary>Whether the field can move by that many places.</summary>
    /// <param name="by">-1 for up, 1 for down.</param>
    public bool CanMove(FieldDraft field, int by) =>
        Fields.IndexOf(field) + by is var to && to >= 0 && to < Fields.Count;

    /// <summary>Moves a field; does nothing where <see cref="CanMove"/> is false.</summary>
    public void Move(FieldDraft field, int by)
    {
        if (!CanMove(field, by))
            return;
        var from = Fields.IndexOf(field);
        Fields.RemoveAt(from);
        Fields.Insert(from + by, field);
    }

    /// <summary>Clears the chosen parts that are not among these, after another version or kind was selected.</summary>
    public void Forget(IReadOnlyList<PartName> parts)
    {
        foreach (var field in Fields.Where(f => !f.Fitting(parts).Any(p => p.Name == f.Part)))
            field.Part = "";
    }

    /// <summary>The definition; field ids are slugs of the labels, unique within the schema.</summary>
    public LabelDefinition ToDefinition()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return new([.. Fields.Select(f => f.ToField(Free(taken, KebabCase.Slug(f.Label))))]);
    }

    /// <summary>The id, with a number appended if it is already taken.</summary>
    internal static string Free(HashSet<string> taken, string id)
    {
        if (taken.Add(id))
            return id;
        for (var n = 2; ; n++)
        {
            var numbered = $"{id[..Math.Min(id.Length, 56)]}-{n}";
            if (taken.Add(numbered))
                return numbered;
        }
    }
}
