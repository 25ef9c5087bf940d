using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>A parsed annotation body, with the canonical text by which revisions are compared.</summary>
internal sealed record AnnotationDocument(JsonObject Root, string Canonical)
{
    /// <summary>Parses a body and refuses what the database or canonical JSON cannot represent.</summary>
    public static Result<AnnotationDocument> Read(JsonElement body, int maxBytes)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return new BodyInvalid("body", new BodyNotAnObject());
        if (Encoding.UTF8.GetByteCount(body.GetRawText()) > maxBytes)
            return new BodyInvalid("body", new BodyTooLarge(maxBytes / 1024));
        try
        {
            var root = JsonObject.Create(body)!;
            if (HasNul(root))
                return new BodyInvalid("body", new BodyHasNul());
            return new AnnotationDocument(root, CanonicalJson.Text(root));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            // A duplicate member, a lone surrogate, or a number beyond double.
            return new BodyInvalid("body", new BodyNotCanonical());
        }
    }

    /// <summary>The sample or part that a body targets; null when it has no source that can be read.</summary>
    public static SampleUrn? SourceOf(JsonNode body) =>
        SampleUrn.Read(TextOf((body["target"] as JsonObject)?["source"]));

    /// <summary>The canonical text of a stored body; PostgreSQL reorders the members of jsonb.</summary>
    public static string Canonicalise(string stored) => CanonicalJson.Text(JsonNode.Parse(stored));

    /// <summary>The string value of a node, or null for anything else.</summary>
    public static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The integer value of a node, or null for anything else.</summary>
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
