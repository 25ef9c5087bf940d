using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Governance.Ingestion;

/// <summary>
/// Finds and replaces a pseudonym in paths, titles and maps. It matches only without a letter or digit on either side, so
/// that “P1” is not found in “P12”.
/// </summary>
internal sealed class SubjectTrace
{
    private const string Erased = "erased";
    private readonly Regex _word;

    public SubjectTrace(params string[] pseudonyms)
    {
        // PostgreSQL runs it as well; look-around has the same meaning there. The longest first: “P1-a” before “P1”.
        var names = string.Join('|', pseudonyms.OrderByDescending(p => p.Length).Select(Regex.Escape));
        Pattern = $"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])";
        _word = new Regex(Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    public string Pattern { get; }

    public Regex Word => _word;

    public string Replace(string text) => _word.Replace(text, Erased);

    /// <summary>Replaces the pseudonym in every string of a JSON document; null when there is nothing to replace.</summary>
    public string? ReplaceIn(string json)
    {
        var found = false;
        var replaced = Walk(JsonNode.Parse(json));
        return found ? replaced!.ToJsonString() : null;

        JsonNode? Walk(JsonNode? node)
        {
            if (node is JsonObject members)
                return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Walk(m.Value))));
            if (node is JsonArray items)
                return new JsonArray([.. items.Select(Walk)]);
            if (node?.GetValueKind() != System.Text.Json.JsonValueKind.String)
                return node?.DeepClone();
            var text = node.GetValue<string>();
            var without = Replace(text);
            found |= without != text;
            return JsonValue.Create(without);
        }
    }
}
