using System.Text.Json;
using System.Text.Json.Nodes;

namespace Governance.Platform;

/// <summary>Texts and names that no text may hold: written with escapes they are well-formed JSON, and no column takes them.</summary>
public static class UnfitJson
{
    private const string Half = "holds half a character", WriteWhole = "Write the whole surrogate pair, or the character itself.";

    /// <summary>The document, or the first unfit text in it; its place is the refusal's field.</summary>
    /// <exception cref="JsonException">It is malformed.</exception>
    public static Result<JsonNode?> Parse(string json, JsonDocumentOptions options = default)
    {
        if (TextRule.Check("$", json) is { } unfit) return unfit;
        try
        {
            var root = JsonNode.Parse(json, documentOptions: options);
            return Find(root, "$") is { } inside ? inside : Result.Of(root);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            return new UnfitText("$", Half, WriteWhole);
        }
    }

    private static UnfitText? Find(JsonNode? node, string path) => node switch
    {
        JsonArray items => items.Select((item, i) => Find(item, $"{path}[{i}]")).FirstOrDefault(f => f is not null),
        JsonObject members => members
            .Select(m => TextRule.Check($"{path}.{TextRule.Shown(m.Key)}", m.Key) ?? Find(m.Value, $"{path}.{m.Key}"))
            .FirstOrDefault(f => f is not null),
        not null when node.GetValueKind() == JsonValueKind.String => OfText(node, path),
        _ => null,
    };

    private static UnfitText? OfText(JsonNode node, string path)
    {
        try
        {
            return TextRule.Check(path, node.GetValue<string>());
        }
        catch (InvalidOperationException)
        {
            return new(path, Half, WriteWhole);
        }
    }
}
