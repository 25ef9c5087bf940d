using System.Text.Json.Nodes;

namespace Governance.Testing.Doors;

/// <summary>One operation of an OpenAPI document.</summary>
/// <param name="Path">With its parameters in braces: <c>/api/v1/datasets/{id}</c>.</param>
/// <param name="Body">Of a JSON body; null when it takes none.</param>
public sealed record Operation(string Method, string Path, IReadOnlyList<Parameter> Parameters, Schema? Body)
{
    public string Name => $"{Method} {Path}";

    public static IReadOnlyList<Operation> ReadAll(JsonNode document)
    {
        var operations =
            from path in document["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            let json = verb.Value!["requestBody"]?["content"]?["application/json"]?["schema"]
            select new Operation(
                verb.Key.ToUpperInvariant(),
                path.Key,
                [.. (verb.Value!["parameters"] as JsonArray ?? []).Select(p => Parameter.Read(document, p!))],
                json is null ? null : new(document, json)
            );
        return [.. operations];
    }
}

/// <param name="InQuery">Otherwise in the path.</param>
public sealed record Parameter(string Name, bool InQuery, bool Required, Schema Schema)
{
    internal static Parameter Read(JsonNode document, JsonNode node) =>
        new(
            (string)node["name"]!,
            (string)node["in"]! == "query",
            (bool?)node["required"] ?? false,
            new(document, node["schema"]!)
        );
}

/// <summary>The schema of a value in the document; references are resolved.</summary>
public sealed class Schema
{
    private readonly JsonNode _document;
    private readonly JsonNode _node;

    public Schema(JsonNode document, JsonNode node)
    {
        _document = document;
        for (_node = node; Next(_node) is { } next; _node = next)
            Nullable |= IsNullable(_node);
        Nullable |= IsNullable(_node);
    }

    public bool Nullable { get; }
    public bool IsEnum => _node["enum"] is not null;
    public string? Format => (string?)_node["format"];

    public bool Is(string type) =>
        _node["type"] switch
        {
            JsonArray types => types.Any(t => (string?)t == type),
            JsonValue one => (string?)one == type,
            // An enum has no type in the document.
            _ => type == "string" && IsEnum,
        };

    /// <summary>Any JSON.</summary>
    public bool IsAnything => _node["type"] is null && !IsEnum;

    /// <summary>A text without a format.</summary>
    public bool IsText => Is("string") && !IsEnum && Format is null;

    public IEnumerable<(string Name, bool Required, Schema Schema)> Members =>
        from member in _node["properties"] as JsonObject ?? []
        let required = (_node["required"] as JsonArray ?? []).Any(r => (string?)r == member.Key)
        select (member.Key, required, new Schema(_document, member.Value!));

    public Schema? Items => _node["items"] is { } items ? new(_document, items) : null;

    /// <summary>The schema of the values of an object with any member names.</summary>
    public Schema? Values => _node["additionalProperties"] is JsonObject values ? new(_document, values) : null;

    private JsonNode? Next(JsonNode node) =>
        (string?)node["$ref"] is { } reference
            ? _document["components"]!["schemas"]![reference.Split('/')[^1]]
            : Choices(node)?.FirstOrDefault(c => (string?)(c!["type"] as JsonValue) != "null");

    private static bool IsNullable(JsonNode node) =>
        node["type"] is JsonArray types && types.Any(t => (string?)t == "null")
        || Choices(node)?.Any(c => c!["type"] is JsonValue type && (string?)type == "null") == true;

    private static JsonArray? Choices(JsonNode node) => (node["oneOf"] ?? node["anyOf"]) as JsonArray;
}
