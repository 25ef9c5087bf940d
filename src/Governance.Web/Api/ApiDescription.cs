using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Governance.Platform;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Governance.Web.Api;

/// <summary>Adds to the OpenAPI description what the endpoints do not say themselves.</summary>
internal static class ApiDescription
{
    private const string Token = "token";

    public static void Describe(OpenApiOptions options)
    {
        // Two records with the same name inside two classes must not share one schema.
        options.CreateSchemaReferenceId = type =>
            type.Type == typeof(Message) ? null
            : type.Type.GetCustomAttribute<SchemaNameAttribute>() is { } known ? known.Name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.DeclaringType is { } holder
                ? $"{holder.Name}.{id}"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(Describe);
        options.AddSchemaTransformer(AsSentence);
        options.AddSchemaTransformer(WithoutNull);
        options.AddOperationTransformer(DescribeWords);
        options.AddOperationTransformer(DescribeForm);
    }

    /// <summary>Describes a message as a string: alone, in a list and as the value of a dictionary.</summary>
    private static Task AsSentence(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var sentence = new OpenApiSchema { Type = JsonSchemaType.String };
        if (context.JsonTypeInfo.Type == typeof(Message))
            schema.Type = context.JsonPropertyInfo is { IsGetNullable: true }
                ? JsonSchemaType.String | JsonSchemaType.Null
                : JsonSchemaType.String;
        else if (context.JsonTypeInfo.ElementType != typeof(Message))
            return Task.CompletedTask;
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Dictionary)
            schema.AdditionalProperties = sentence;
        else
            schema.Items = sentence;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Removes null from the words of an enum: its schema is shared, and a property that may be null says so itself.
    /// </summary>
    private static Task WithoutNull(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is { IsEnum: true } && schema.Enum is { } words)
            schema.Enum = [.. words.Where(w => w is not null && w.GetValueKind() != JsonValueKind.Null)];
        return Task.CompletedTask;
    }

    /// <summary>
    /// Describes a <see cref="Word{T}"/> in a query by the words of its enum; the framework describes it as a text or a
    /// record.
    /// </summary>
    private static Task DescribeWords(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        foreach (
            var parameter in context
                .Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>()
                .FirstOrDefault()
                ?.GetParameters()
                ?? []
        )
        {
            var one = parameter.ParameterType.IsArray
                ? parameter.ParameterType.GetElementType()!
                : parameter.ParameterType;
            one = Nullable.GetUnderlyingType(one) ?? one;
            if (!one.IsGenericType || one.GetGenericTypeDefinition() != typeof(Word<>))
                continue;
            var word = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum =
                [
                    .. Enum.GetNames(one.GetGenericArguments()[0])
                        .Select(n => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(n)),
                ],
            };
            operation
                .Parameters
                ?.OfType<OpenApiParameter>().First(p => p.Name == parameter.Name).Schema = parameter
                    .ParameterType
                    .IsArray
                    ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = word }
                    : word;
        }
        return Task.CompletedTask;
    }

    /// <summary>Describes the parts of a form that is read as it arrives.</summary>
    private static Task DescribeForm(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken ct
    )
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<StrictForm>().FirstOrDefault() is not { } form)
            return Task.CompletedTask;
        var parts = form.Texts.ToDictionary(
            t => t.Name,
            t => (IOpenApiSchema)new OpenApiSchema { Type = JsonSchemaType.String, Description = t.Description }
        );
        parts[form.File] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        operation.RequestBody!.Content!["multipart/form-data"].Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = parts,
            Required = parts.Keys.ToHashSet(),
            AdditionalPropertiesAllowed = false,
        };
        return Task.CompletedTask;
    }

    private static Task Describe(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken ct
    )
    {
        document.Info = new()
        {
            Title = "Governance",
            Version = CodeVersion.Current.Split('+')[0],
            Description =
                "This API can do everything that a page can do. Lists return `{ items, next }` and accept `?cursor=&size=`. "
                + "Refusals are problem details: `title` says what happened, `detail` what to do. Sensor times are "
                + "strings of nanoseconds.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Token] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A personal access token, created at /account/tokens: gov_…",
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
        return Task.CompletedTask;
    }
}
