namespace Governance.Catalog;

/// <summary>
/// Tells which scenario values a document that outlives the samples may name (an audit report, the findings of a drift
/// check). A value of one subject only would disclose something about that subject even after a withdrawal, so it gets a
/// number instead of its name.
/// </summary>
public sealed class SharedValues
{
    private readonly Dictionary<(string Attribute, string Value), Guid> _first = [];
    private readonly HashSet<(string Attribute, string Value)> _shared = [];
    private readonly Dictionary<(string Attribute, string Value), int> _withheld = [];

    /// <summary>Finds the values that at least two subjects have.</summary>
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

    /// <summary>True when at least two subjects have the value, so that a document may name it.</summary>
    public bool Names(string attribute, string value) => _shared.Contains((attribute, value));

    /// <summary>The value, or a numbered placeholder that keeps withheld values distinct.</summary>
    public string NameOf(string attribute, string value) =>
        Names(attribute, value) ? value : $"(one subject’s, {_withheld.GetValueOrDefault((attribute, value))})";

    /// <summary>Numbers the withheld values of each attribute from 1, in the order of their first occurrence.</summary>
    private void Number()
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in _first.Keys.Where(k => !_shared.Contains(k)))
            _withheld[key] = last[key.Attribute] = last.GetValueOrDefault(key.Attribute) + 1;
    }
}
