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
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id && type.Type.DeclaringType is { } holder
            ? $"{holder.Name}.{id}" : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer(Describe);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new()
        {
            Title = "Governance",
            Version = CodeVersion.Current.Split('+')[0],
            Description = "Whatever a page can do, this API can do. Lists answer `{ items, next }` and take `?cursor=&size=`. " +
                          "Refusals are problem details: `title` says what, `detail` how to mend it. Instants of sensors are strings of nanoseconds.",
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
