using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Governance.Ingestion;

/// <summary>
/// A pattern of file paths: <c>{subject}/glucose.csv</c>. A named part matches text inside one path segment, <c>*</c> does
/// the same without a name, <c>**</c> matches any number of segments.
/// </summary>
[JsonConverter(typeof(MapTextConverter<PathPattern>))]
public sealed class PathPattern : IMapText<PathPattern>
{
    private readonly Regex _regex;

    private PathPattern(string text, Regex regex, IReadOnlyList<string> parts) =>
        (Text, _regex, Parts) = (text, regex, parts);

    /// <summary>The pattern as written in the map.</summary>
    public string Text { get; }

    /// <summary>The names of its parts, each once.</summary>
    public IReadOnlyList<string> Parts { get; }

    static string IMapText<PathPattern>.Described =>
        "Paths inside the source: {name} matches part of one segment, * the same without a name, ** any number of segments.";

    static PathPattern? IMapText<PathPattern>.Read(string text, out string problem)
    {
        problem = "";
        if (text.Length is 0 or > 500 || text.StartsWith('/') || text.Contains('\\') || text.Split('/').Contains(".."))
        {
            problem = "is not a path pattern; write a relative path with /, without .., of at most 500 characters";
            return null;
        }
        var regex = new StringBuilder("^");
        var parts = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            if (string.CompareOrdinal(text, i, "**/", 0, 3) == 0)
                (regex, i) = (regex.Append("(?:[^/]+/)*"), i + 2);
            else if (string.CompareOrdinal(text, i, "**", 0, 2) == 0)
                (regex, i) = (regex.Append(".*"), i + 1);
            else if (text[i] == '*')
                regex.Append("[^/]*");
            else if (text[i] == '{')
            {
                var end = text.IndexOf('}', i);
                var name = end < 0 ? "" : text[(i + 1)..end];
                if (!Template.IsName(name))
                {
                    problem = "has a part without a valid name; write {subject}, with letters, digits, - or _";
                    return null;
                }
                // A repeated name must match the same text.
                regex.Append(parts.Contains(name) ? $"\\k<{Group(name)}>" : $"(?<{Group(name)}>[^/]+)");
                parts.Add(name);
                i = end;
            }
            else
                regex.Append(Regex.Escape(text[i].ToString()));
        }
        // NonBacktracking has no back references; its linear time matters because paths are untrusted.
        var options =
            RegexOptions.CultureInvariant
            | (parts.Distinct().Count() == parts.Count ? RegexOptions.NonBacktracking : RegexOptions.None);
        return new PathPattern(
            text,
            new Regex(regex.Append('$').ToString(), options, TimeSpan.FromSeconds(2)),
            [.. parts.Distinct()]
        );
    }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is not a pattern.</exception>
    public static PathPattern Parse(string text) => MapTextConverter<PathPattern>.ReadOrThrow(text);

    /// <summary>The parts of a path by their names; null when the path does not match.</summary>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var match = _regex.Match(path);
        return match.Success ? Parts.ToDictionary(p => p, p => match.Groups[Group(p)].Value) : null;
    }

    private static string Group(string name) => "p_" + name.Replace('-', '_');

    public override string ToString() => Text;
}
