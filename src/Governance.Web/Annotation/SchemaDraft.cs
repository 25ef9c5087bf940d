using Governance.Annotation;
using Governance.Platform;

namespace Governance.Web.Annotation;

/// <summary>A schema while it is being written: words first, ids follow from them.</summary>
public sealed class SchemaDraft
{
    public List<FieldDraft> Fields { get; } = [new() { Required = true }];

    public void Add() => Fields.Add(new());

    public void Remove(FieldDraft field) => Fields.Remove(field);

    public bool CanMove(FieldDraft field, int by) =>
        Fields.IndexOf(field) + by is var to && to >= 0 && to < Fields.Count;

    public void Move(FieldDraft field, int by)
    {
        if (!CanMove(field, by))
            return;
        var from = Fields.IndexOf(field);
        Fields.RemoveAt(from);
        Fields.Insert(from + by, field);
    }

    /// <summary>Parts that another version does not have are chosen no more.</summary>
    public void Forget(IReadOnlyList<PartName> parts)
    {
        foreach (var field in Fields.Where(f => !f.Fitting(parts).Any(p => p.Name == f.Part)))
            field.Part = "";
    }

    public LabelDefinition ToDefinition()
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return new([.. Fields.Select(f => f.ToField(Free(taken, KebabCase.Slug(f.Label))))]);
    }

    /// <summary>The id itself, or with a number where another has it.</summary>
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
