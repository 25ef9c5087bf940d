using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Governance.Ingestion;

/// <summary>
/// Which files are meant: <c>{subject}/glucose.csv</c>. A named part takes text inside one path segment, <c>*</c> does
/// the same without a name, <c>**</c> takes any number of segments.
/// </summary>
[JsonConverter(typeof(MapTextConverter<PathPattern>))]
public sealed class PathPattern : IMapText<PathPattern>
{
    private readonly Regex _regex;

    private PathPattern(string text, Regex regex, IReadOnlyList<string> parts) =>
        (Text, _regex, Parts) = (text, regex, parts);

    public string Text { get; }

    /// <summary>The names of its parts.</summary>
    public IReadOnlyList<string> Parts { get; }

    static string IMapText<PathPattern>.Described =>
        "Paths inside the upload: {name} takes part of one segment, * the same without a name, ** any number of segments.";

    static PathPattern? IMapText<PathPattern>.Read(string text, out string problem)
    {
        problem = "";
        if (text.Length is 0 or > 500 || text.StartsWith('/') || text.Contains('\\') || text.Split('/').Contains(".."))
        {
            problem = "is no path pattern; write it relative, with /, at most 500 characters, without ..";
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
                    problem = "has a part without a proper name; write {subject}, with letters, digits, - or _";
                    return null;
                }
                // A name that comes again must take the same text again.
                regex.Append(parts.Contains(name) ? $"\\k<{Group(name)}>" : $"(?<{Group(name)}>[^/]+)");
                parts.Add(name);
                i = end;
            }
            else
                regex.Append(Regex.Escape(text[i].ToString()));
        }
        // NonBacktracking knows no back references; its linear time matters because the paths come from strangers.
        var options =
            RegexOptions.CultureInvariant
            | (parts.Distinct().Count() == parts.Count ? RegexOptions.NonBacktracking : RegexOptions.None);
        return new PathPattern(
            text,
            new Regex(regex.Append('$').ToString(), options, TimeSpan.FromSeconds(2)),
            [.. parts.Distinct()]
        );
    }

    public static PathPattern Parse(string text) => MapTextConverter<PathPattern>.ReadOrThrow(text);

    /// <summary>The parts of a path that matches, otherwise null.</summary>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var match = _regex.Match(path);
        return match.Success ? Parts.ToDictionary(p => p, p => match.Groups[Group(p)].Value) : null;
    }

    private static string Group(string name) => "p_" + name.Replace('-', '_');

    public override string ToString() => Text;
}
