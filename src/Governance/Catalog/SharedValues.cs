namespace Governance.Catalog;

/// <summary>
/// Which scenario values a paper may name that outlives the samples (an audit's report, a drift check's findings). A value
/// that one subject alone shows would tell of that subject for good, after a withdrawal too: it is counted, not named.
/// </summary>
public sealed class SharedValues
{
    private readonly Dictionary<(string Attribute, string Value), Guid> _first = [];
    private readonly HashSet<(string Attribute, string Value)> _shared = [];

    /// <param name="values">One for each sample and attribute.</param>
    public static SharedValues Of(IEnumerable<(Guid Subject, string Attribute, string Value)> values)
    {
        var shared = new SharedValues();
        foreach (var (subject, attribute, value) in values)
            if (!shared._first.TryAdd((attribute, value), subject) && shared._first[(attribute, value)] != subject) shared._shared.Add((attribute, value));
        return shared;
    }

    /// <summary>Two subjects at least show it.</summary>
    public bool Names(string attribute, string value) => _shared.Contains((attribute, value));

    /// <summary>The value, or what stands in its place; values that are withheld stay apart from each other.</summary>
    public string NameOf(string attribute, string value) =>
        Names(attribute, value) ? value : $"(one subject’s, {1 + _first.Keys.Where(k => k.Attribute == attribute && !_shared.Contains(k)).TakeWhile(k => k.Value != value).Count()})";
}
