using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>
/// Reads a map strictly: unknown members are errors, and all errors are reported at once.
/// Reading and the published JSON Schema use the same metadata, so that they agree.
/// </summary>
public static class ImportMapReader
{
    private static readonly StrictJson Reader = new(StrictJson.MakeOptions(JsonNamingPolicy.KebabCaseLower), TextOf);

    /// <summary>How maps are written as JSON: camelCase members, enums in kebab case.</summary>
    public static JsonSerializerOptions Options => Reader.Options;

    /// <summary>People write maps by hand, so comments and a trailing comma are allowed.</summary>
    internal static JsonDocumentOptions Lenient { get; } =
        new()
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            AllowDuplicateProperties = false,
        };

    /// <summary>The map, or every error in it.</summary>
    public static (ImportMap? Map, IReadOnlyList<MapError> Errors) Read(string json)
    {
        var (map, faults) = Reader.Read<ImportMap>(json, Lenient);
        if (map is null)
            return (null, [.. faults.Select(f => new MapError(f.Path, f.What, f.Remedy))]);
        var errors = ImportMapRules.Check(map).ToList();
        return errors.Count > 0 ? (null, errors) : (map, []);
    }

    /// <summary>JSON Schema (2020-12) of a map.</summary>
    public static JsonNode Schema()
    {
        var schema = Options
            .GetJsonSchemaAsNode(
                typeof(ImportMap),
                new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }
            )
            .AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Import map");
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var text = TextOf(context.TypeInfo.Type);
        if (schema is not JsonObject members)
            schema = members = text is null ? [] : new JsonObject { ["type"] = "string" };
        var said = context
            .PropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(DescriptionAttribute), false)
            .OfType<DescriptionAttribute>()
            .FirstOrDefault()
            ?.Description
            ?? context.TypeInfo.Type.GetCustomAttribute<DescriptionAttribute>()?.Description;
        var description = string.Join(" ", new[] { said, text }.Where(t => t is not null));
        if (description.Length > 0 && !members.ContainsKey("description"))
            members.Insert(0, "description", description);
        return schema;
    }

    private static string? TextOf(Type type) =>
        type == typeof(Duration) ? Described<Duration>()
        : type == typeof(PathPattern) ? Described<PathPattern>()
        : type == typeof(Template) ? Described<Template>()
        : null;

    private static string Described<T>()
        where T : IMapText<T> => T.Described;
}
