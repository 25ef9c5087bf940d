namespace Governance.Platform;

/// <summary>
/// The names that a document may use for one kind of thing. An unknown name is refused with the nearest known one and the
/// list, instead of silently matching nothing.
/// </summary>
/// <param name="kind">
/// The thing with its article, as a sentence uses it: “a purpose”, “a stratum attribute of this dataset”.
/// </param>
/// <param name="names">All of them.</param>
public sealed class KnownNames(string kind, IEnumerable<string> names)
{
    private const int MostListed = 20;

    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <summary>The thing with its article.</summary>
    public string Kind => kind;

    /// <summary>All names in ordinal order; a stored refusal has these and the kind.</summary>
    public IEnumerable<string> Names => _names.Order(StringComparer.Ordinal);

    /// <summary>Whether the name is known; case matters.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>The refusal of an unknown name; null when the name is known.</summary>
    public Refusal? Check(string field, string name) =>
        Has(name) ? null : TextRule.Check(field, name) ?? (Refusal)new UnknownName(field, name, this);

    /// <summary>The refusal of the first of the names that is unknown; null when all are known. A null list names nothing.</summary>
    public Refusal? Check(string field, IEnumerable<string>? several) =>
        several?.Select(n => Check(field, n)).FirstOrDefault(r => r is not null);

    /// <summary>The remedy for an unknown name, with at most 20 names: Did you mean “shift”? Known: “room”, “shift”.</summary>
    public string Advice(string wrong)
    {
        if (_names.Count == 0)
            return "There is none; leave it out.";
        var sorted = Names.ToList();
        var listed = string.Join(", ", sorted.Take(MostListed).Select(n => $"“{Short(n)}”"));
        var more = sorted.Count > MostListed ? $" and {sorted.Count - MostListed} more" : "";
        var meant = NearestName.Of(wrong, sorted) is { } nearest ? $"Did you mean “{Short(nearest)}”? " : "";
        return $"{meant}Known: {listed}{more}.";
    }

    /// <summary>A name for a sentence: whole, or its beginning.</summary>
    internal static string Short(string name) => TextRule.Shown(name);
}
