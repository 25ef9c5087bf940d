using System.Text;
using System.Text.Json.Serialization;

namespace Governance.Ingestion;

/// <summary>Text with placeholders: <c>{part}</c> for a part of the file's path, <c>{column:name}</c> for a cell of the row.</summary>
[JsonConverter(typeof(MapTextConverter<Template>))]
public sealed class Template : IMapText<Template>
{
    private readonly (string? Literal, string? Part, string? Column)[] _pieces;

    private Template(string text, (string?, string?, string?)[] pieces) => (Text, _pieces) = (text, pieces);

    /// <summary>The template as written in the map.</summary>
    public string Text { get; }

    /// <summary>Names of the path parts that it uses.</summary>
    public IEnumerable<string> Parts => _pieces.Where(p => p.Part is not null).Select(p => p.Part!);

    /// <summary>Names of the columns that it uses.</summary>
    public IEnumerable<string> Columns => _pieces.Where(p => p.Column is not null).Select(p => p.Column!);

    static string IMapText<Template>.Described =>
        "Text in which {part} is replaced by a part of the file's path and {column:name} by a cell of the row.";

    static Template? IMapText<Template>.Read(string text, out string problem)
    {
        problem = "has an unmatched brace or an invalid name; write {part} or {column:name}";
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

    /// <summary>Reads a template.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is not a template.</exception>
    public static Template Parse(string text) => MapTextConverter<Template>.ReadOrThrow(text);

    /// <summary>Fills in the placeholders; null when a part or cell is missing or empty.</summary>
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

    /// <summary>A pattern of all files that the template can name, whatever the cells contain.</summary>
    public PathPattern AsPattern() =>
        PathPattern.Parse(
            string.Concat(_pieces.Select(p => p.Literal ?? (p.Part is not null ? $"{{{p.Part}}}" : "**")))
        );

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public override string ToString() => Text;
}
