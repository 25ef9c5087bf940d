using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>A body as it came, read once: its members, and the canonical text by which revisions are compared.</summary>
internal sealed record AnnotationDocument(JsonObject Root, string Canonical)
{
    /// <summary>Refuses what the database or the canonical form cannot hold.</summary>
    public static Result<AnnotationDocument> Read(JsonElement body, int maxBytes)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new BodyInvalid("body", "it is no JSON object");
        if (Encoding.UTF8.GetByteCount(body.GetRawText()) > maxBytes)
            return new BodyInvalid("body", $"it is larger than {maxBytes / 1024} KB");
        try
        {
            var root = JsonObject.Create(body)!;
            if (HasNul(root))
                return new BodyInvalid("body", "it holds the character U+0000");
            return new AnnotationDocument(root, CanonicalJson.Text(root));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            // A member named twice, half a surrogate pair, or a number beyond double.
            return new BodyInvalid(
                "body",
                "it repeats a member, or holds text or a number that JSON cannot carry to others"
            );
        }
    }

    /// <summary>What a body says that it is about; null where it says it in no way that is understood.</summary>
    public static SampleUrn? SourceOf(JsonNode body) =>
        SampleUrn.Read(TextOf((body["target"] as JsonObject)?["source"]));

    /// <summary>The canonical text of a body that the database gave back in its own order of members.</summary>
    public static string Canonicalise(string stored) => CanonicalJson.Text(JsonNode.Parse(stored));

    public static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A whole number, or null for everything else.</summary>
    public static int? WholeOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var whole) ? whole : null;

    private static bool HasNul(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.Any(m => m.Key.Contains('\0', StringComparison.Ordinal) || HasNul(m.Value)),
            JsonArray items => items.Any(HasNul),
            _ => TextOf(node)?.Contains('\0', StringComparison.Ordinal) ?? false,
        };
}
