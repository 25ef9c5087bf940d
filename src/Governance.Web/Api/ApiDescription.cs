using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Governance.Platform;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Governance.Web.Api;

/// <summary>What the description of the API says beyond its endpoints.</summary>
internal static class ApiDescription
{
    private const string Token = "token";

    public static void Describe(OpenApiOptions options)
    {
        // Two records may have the same name inside two classes, and would share one description.
        options.CreateSchemaReferenceId = type =>
            type.Type == typeof(Message) ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.DeclaringType is { } holder
                ? $"{holder.Name}.{id}"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(Describe);
        options.AddSchemaTransformer(AsSentence);
        options.AddSchemaTransformer(WithoutNull);
        options.AddOperationTransformer(DescribeWords);
        options.AddOperationTransformer(DescribeForm);
    }

    /// <summary>A message is shown as its sentence, alone, in a list and under a key.</summary>
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
    /// An enum that is nullable somewhere is described once, with null among its words; whoever may leave it out says
    /// so already.
    /// </summary>
    private static Task WithoutNull(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) is { IsEnum: true } && schema.Enum is { } words)
            schema.Enum = [.. words.Where(w => w is not null && w.GetValueKind() != JsonValueKind.Null)];
        return Task.CompletedTask;
    }

    /// <summary>
    /// A <see cref="Word{T}"/> in a query is one of an enum's words, which the framework knows only as a text or a
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

    /// <summary>What a form consists of, for those that are read as they arrive.</summary>
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
                "Whatever a page can do, this API can do. Lists answer `{ items, next }` and take `?cursor=&size=`. "
                + "Refusals are problem details: `title` says what, `detail` how to mend it. Instants of "
                + "sensors are strings of nanoseconds.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Token] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A personal access token, made at /account/tokens: gov_…",
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
        return Task.CompletedTask;
    }
}
