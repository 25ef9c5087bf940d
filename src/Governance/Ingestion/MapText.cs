using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Governance.Ingestion;

/// <summary>A small language inside a string of the map: reads it, or says in words what is wrong with it.</summary>
internal interface IMapText<T>
    where T : IMapText<T>
{
    static abstract T? Read(string text, out string problem);

    /// <summary>For the JSON Schema: what a person may write.</summary>
    static abstract string Described { get; }
}

/// <summary>
/// A length of time with unit, exact to the nanosecond: <c>90s</c>, <c>1h30m</c>, <c>-1.38s</c>, <c>250ms</c>.
/// Units: ns, us, ms, s, m (minutes), h, d.
/// </summary>
[JsonConverter(typeof(MapTextConverter<Duration>))]
public sealed partial record Duration(long Ns) : IMapText<Duration>
{
    static string IMapText<Duration>.Described =>
        "A length of time with unit: 250ms, 90s, 1h30m, -1.38s. Units: ns, us, ms, s, m, h, d.";

    static Duration? IMapText<Duration>.Read(string text, out string problem)
    {
        problem = "is no length of time; write a number with unit, such as 90s, 1h30m or -1.38s";
        var match = Grammar().Match(text);
        if (!match.Success)
            return null;
        decimal ns = 0;
        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
            ns +=
                decimal.Parse(match.Groups["n"].Captures[i].Value, CultureInfo.InvariantCulture)
                * UnitNs(match.Groups["u"].Captures[i].Value);
        if (match.Groups["minus"].Success)
            ns = -ns;
        if (ns != decimal.Truncate(ns))
            problem = "is finer than a nanosecond";
        else if (ns is < long.MinValue or > long.MaxValue)
            problem = "is longer than 292 years";
        else
            return new Duration((long)ns);
        return null;
    }

    private static decimal UnitNs(string unit) =>
        unit switch
        {
            "ns" => 1,
            "us" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            _ => 86_400_000_000_000,
        };

    [GeneratedRegex(
        @"^(?<minus>-)?(?:(?<n>\d{1,15}(?:\.\d{1,12})?)(?<u>ns|us|ms|s|m|h|d))+$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Grammar();

    public override string ToString() => InWords(Ns);

    /// <summary><c>2 h 13 min</c>, <c>1.38 s</c>: the two largest units that matter.</summary>
    public static string InWords(long ns)
    {
        if (ns == long.MinValue)
            ns++;
        var (sign, rest) = (ns < 0 ? "−" : "", Math.Abs(ns));
        return sign
            + (
                rest switch
                {
                    >= 86_400_000_000_000 => Two(rest, 86_400_000_000_000, "d", 3_600_000_000_000, "h"),
                    >= 3_600_000_000_000 => Two(rest, 3_600_000_000_000, "h", 60_000_000_000, "min"),
                    >= 60_000_000_000 => Two(rest, 60_000_000_000, "min", 1_000_000_000, "s"),
                    >= 1_000_000_000 => $"{(rest / 1e9).ToString("0.###", CultureInfo.InvariantCulture)} s",
                    >= 1_000_000 => $"{(rest / 1e6).ToString("0.###", CultureInfo.InvariantCulture)} ms",
                    >= 1_000 => $"{(rest / 1e3).ToString("0.###", CultureInfo.InvariantCulture)} µs",
                    _ => $"{rest} ns",
                }
            );

        static string Two(long ns, long big, string bigUnit, long small, string smallUnit) =>
            ns % big / small == 0 ? $"{ns / big} {bigUnit}" : $"{ns / big} {bigUnit} {ns % big / small} {smallUnit}";
    }
}

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

/// <summary>Text with <c>{part}</c> of the file's path and <c>{column:name}</c> of the row put in.</summary>
[JsonConverter(typeof(MapTextConverter<Template>))]
public sealed class Template : IMapText<Template>
{
    private readonly (string? Literal, string? Part, string? Column)[] _pieces;

    private Template(string text, (string?, string?, string?)[] pieces) => (Text, _pieces) = (text, pieces);

    public string Text { get; }
    public IEnumerable<string> Parts => _pieces.Where(p => p.Part is not null).Select(p => p.Part!);
    public IEnumerable<string> Columns => _pieces.Where(p => p.Column is not null).Select(p => p.Column!);

    static string IMapText<Template>.Described =>
        "Text in which {part} stands for a part of the file's path and {column:name} for a cell of the row.";

    static Template? IMapText<Template>.Read(string text, out string problem)
    {
        problem = "has a brace without its partner or an empty name; write {part} or {column:name}";
        var pieces = new List<(string?, string?, string?)>();
        for (var i = 0; i < text.Length; )
        {
            var open = text.IndexOf('{', i);
            if (open < 0)
                open = text.Length;
            if (open > i)
                pieces.Add((text[i..open], null, null));
            if (open == text.Length)
                break;
            var end = text.IndexOf('}', open);
            if (end < 0)
                return null;
            var inner = text[(open + 1)..end];
            if (inner.StartsWith("column:", StringComparison.Ordinal) && inner.Length > 7)
                pieces.Add((null, null, inner[7..]));
            else if (IsName(inner))
                pieces.Add((null, inner, null));
            else
                return null;
            i = end + 1;
        }
        return new Template(text, [.. pieces]);
    }

    public static Template Parse(string text) => MapTextConverter<Template>.ReadOrThrow(text);

    /// <summary>Fills it in. Null when a cell that it needs is empty.</summary>
    public string? Fill(IReadOnlyDictionary<string, string> parts, Func<string, string?> cell)
    {
        var text = new StringBuilder();
        foreach (var (literal, part, column) in _pieces)
        {
            var piece = literal ?? (part is not null ? parts.GetValueOrDefault(part) : cell(column!)?.Trim());
            if (string.IsNullOrEmpty(piece))
                return null;
            text.Append(piece);
        }
        return text.ToString();
    }

    /// <summary>The files that it can name, whatever the cells hold.</summary>
    public PathPattern AsPattern() =>
        PathPattern.Parse(
            string.Concat(_pieces.Select(p => p.Literal ?? (p.Part is not null ? $"{{{p.Part}}}" : "**")))
        );

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public override string ToString() => Text;
}

internal sealed class MapTextConverter<T> : JsonConverter<T>
    where T : class, IMapText<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("must be text");
        return ReadOrThrow(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value is Duration d ? $"{d.Ns}ns" : value.ToString());

    [SuppressMessage("Design", "CA1000", Justification = "One reader for each small language of the map.")]
    public static T ReadOrThrow(string text) =>
        T.Read(text, out var problem) ?? throw new JsonException($"“{text}” {problem}");
}
