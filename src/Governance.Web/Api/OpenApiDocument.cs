using Governance.Platform;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Governance.Web.Api;

/// <summary>What the description of the API says beyond its endpoints.</summary>
internal static class OpenApiDocument
{
    private const string Token = "token";

    public static void Describe(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
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
    });
}
