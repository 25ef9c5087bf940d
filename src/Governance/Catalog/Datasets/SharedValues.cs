namespace Governance.Catalog;

/// <summary>
/// Which scenario values a paper may name that outlives the samples (an audit's report, a drift check's findings). A value
/// that one subject alone shows would tell of that subject for good, after a withdrawal too: it is counted, not named.
/// </summary>
public sealed class SharedValues
{
    private readonly Dictionary<(string Attribute, string Value), Guid> _first = [];
    private readonly HashSet<(string Attribute, string Value)> _shared = [];
    private readonly Dictionary<(string Attribute, string Value), int> _withheld = [];

    /// <param name="values">One for each sample and attribute.</param>
    public static SharedValues Of(IEnumerable<(Guid Subject, string Attribute, string Value)> values)
    {
        var shared = new SharedValues();
        foreach (var (subject, attribute, value) in values)
            if (!shared._first.TryAdd((attribute, value), subject) && shared._first[(attribute, value)] != subject)
                shared._shared.Add((attribute, value));
        shared.Number();
        return shared;
    }

    /// <summary>Two subjects at least show it.</summary>
    public bool Names(string attribute, string value) => _shared.Contains((attribute, value));

    /// <summary>The value, or what stands in its place; values that are withheld stay apart from each other.</summary>
    public string NameOf(string attribute, string value) =>
        Names(attribute, value) ? value : $"(one subject’s, {_withheld.GetValueOrDefault((attribute, value))})";

    /// <summary>From 1 in each attribute, in the order in which they came.</summary>
    private void Number()
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in _first.Keys.Where(k => !_shared.Contains(k)))
            _withheld[key] = last[key.Attribute] = last.GetValueOrDefault(key.Attribute) + 1;
    }
}
