using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>One thing wrong with a map.</summary>
/// <param name="Path">JSON path: <c>$.streams[2].time.format</c>.</param>
public sealed record MapError(string Path, string What, string Remedy);

/// <summary>
/// Reads a map strictly: unknown members are refused, and everything that is wrong is said at once.
/// The same metadata drives the reading and the published JSON Schema, so the two cannot part.
/// </summary>
public static class ImportMapReader
{
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>People write maps by hand: comments and a trailing comma are no errors, a member that comes twice is.</summary>
    internal static JsonDocumentOptions Lenient { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            PropertyNameCaseInsensitive = false,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>The map, or every error in it.</summary>
    public static (ImportMap? Map, IReadOnlyList<MapError> Errors) Read(string json)
    {
        JsonNode? root;
        try
        {
            var parsed = UnfitJson.Parse(json, Lenient);
            if (parsed.Refusal is UnfitText unfit) return (null, [new(unfit.Field, unfit.What, unfit.Remedy)]);
            root = parsed.Value;
        }
        catch (JsonException e)
        {
            return (null, [new("$", $"This is no JSON: {JsonFault.InWords(e)}", "Check the brackets and commas near that place.")]);
        }
        var errors = new List<MapError>();
        Check(root, Options.GetTypeInfo(typeof(ImportMap)), "$", errors);
        if (errors.Count > 0) return (null, errors);
        var map = root.Deserialize<ImportMap>(Options)!;
        errors.AddRange(ImportMapRules.Check(map));
        return errors.Count > 0 ? (null, errors) : (map, []);
    }

    /// <summary>JSON Schema (2020-12) of a map.</summary>
    public static JsonNode Schema()
    {
        var schema = Options.GetJsonSchemaAsNode(typeof(ImportMap), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Import map");
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var text = TextOf(context.TypeInfo.Type);
        if (schema is not JsonObject members) schema = members = text is null ? [] : new JsonObject { ["type"] = "string" };
        var said = context.PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description
            ?? context.TypeInfo.Type.GetCustomAttribute<DescriptionAttribute>()?.Description;
        var description = string.Join(" ", new[] { said, text }.Where(t => t is not null));
        if (description.Length > 0 && !members.ContainsKey("description")) members.Insert(0, "description", description);
        return schema;
    }

    private static string? TextOf(Type type) =>
        type == typeof(Duration) ? Described<Duration>() : type == typeof(PathPattern) ? Described<PathPattern>() : type == typeof(Template) ? Described<Template>() : null;

    private static string Described<T>() where T : IMapText<T> => T.Described;

    private static void Check(JsonNode? node, JsonTypeInfo type, string path, List<MapError> errors)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when node is JsonObject members:
                CheckMembers(members, type, path, errors);
                break;
            case JsonTypeInfoKind.Enumerable when node is JsonArray items:
                for (var i = 0; i < items.Count; i++) Check(items[i], Options.GetTypeInfo(type.ElementType!), $"{path}[{i}]", errors);
                break;
            case JsonTypeInfoKind.Dictionary when node is JsonObject entries:
                foreach (var (name, value) in entries) Check(value, Options.GetTypeInfo(type.ElementType!), $"{path}.{name}", errors);
                break;
            default:
                CheckValue(node, type, path, errors);
                break;
        }
    }

    private static void CheckMembers(JsonObject members, JsonTypeInfo type, string path, List<MapError> errors)
    {
        foreach (var (name, value) in members)
        {
            var property = type.Properties.FirstOrDefault(p => p.Name == name);
            if (property is null)
            {
                var known = new KnownNames("a member here", type.Properties.Select(p => p.Name));
                errors.Add(new($"{path}.{name}", $"There is no “{name}” here.", known.Advice(name)));
                continue;
            }
            if (value is null && property.IsSetNullable) continue;
            Check(value, Options.GetTypeInfo(property.PropertyType), $"{path}.{name}", errors);
        }
        foreach (var property in type.Properties.Where(p => p.IsRequired && !members.ContainsKey(p.Name)))
            errors.Add(new($"{path}.{property.Name}", $"“{property.Name}” is missing.", "Add it: " + DescriptionOf(property)));
    }

    private static void CheckValue(JsonNode? node, JsonTypeInfo type, string path, List<MapError> errors)
    {
        var underlying = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        try
        {
            if (node is null) throw new JsonException("must not be null");
            node.Deserialize(type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            var shown = node is null ? "null" : node.ToJsonString();
            var remedy = underlying.IsEnum
                ? $"Write one of: {string.Join(", ", Enum.GetNames(underlying).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))}."
                : TextOf(underlying) ?? $"Write {Shape(type, underlying)}.";
            errors.Add(new(path, TextOf(underlying) is not null ? FirstSentence(e.Message) : $"{TextRule.Shown(shown)} is not what belongs here.", remedy));
        }
    }

    private static string FirstSentence(string message) => message.Split(" Path: ")[0];

    private static string Shape(JsonTypeInfo type, Type underlying) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object { … }",
        JsonTypeInfoKind.Enumerable => "a list [ … ]",
        _ when underlying == typeof(bool) => "true or false",
        _ when underlying == typeof(int) => "a whole number",
        _ when underlying == typeof(double) || underlying == typeof(decimal) => "a number",
        _ when underlying == typeof(DateTimeOffset) => "an ISO 8601 instant with offset",
        _ => "text",
    };

    private static string DescriptionOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description ?? "see the schema.";
}
