using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Annotation;
using Governance.Web.Audits;
using Governance.Web.Catalog;
using Governance.Web.Consent;
using Governance.Web.Curation;
using Governance.Web.Embeddings;
using Governance.Web.Ethics;
using Governance.Web.Ingestion;
using Governance.Web.Ledger;
using Governance.Web.Models;
using Governance.Web.Monitoring;
using Governance.Web.Runs;
using Microsoft.AspNetCore.Diagnostics;
using Scalar.AspNetCore;

namespace Governance.Web.Api;

/// <summary>The REST API: each capability adds its endpoints in one line here.</summary>
internal static partial class ApiMap
{
    public const string Root = "/api/v1";

    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments(Root);

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            StrictJson.Configure(json.SerializerOptions);
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
            json.SerializerOptions.Converters.Add(new ShownMessages());
            json.SerializerOptions.Converters.Add(
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
            );
        });
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = SayInWords);
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<UnreadableRequest>();
        services.AddExceptionHandler<FaultAnswers>();
        services.AddOpenApi("v1", ApiDescription.Describe);
        return services;
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root)
            .RequireAuthorization()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status500InternalServerError)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .ProducesProblem(StatusCodes.Status507InsufficientStorage);

        api.TakeOnlyWhatIsKnown();
        api.MapAccess();
        api.MapRuns();
        api.MapLedger();
        api.MapConsent();
        api.MapWithdrawals();
        api.MapCatalog();
        api.MapIngestion();
        api.MapCuration();
        api.MapAnnotation();
        api.MapModels();
        api.MapServing();
        api.MapTrialPhotos();
        api.MapEmbeddings();
        api.MapAudits();
        api.MapEthics();
        api.MapMonitoring();

        // What the API can do is no secret; what it holds is.
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/api", scalar =>
                scalar
                    .WithTitle("Governance API")
                    .WithOpenApiRoutePattern("/openapi/{documentName}.json")
                    .WithNonce()
                    .WithFavicon("/img/favicon.svg")
                    .DisableDefaultFonts()
                    .HideDeveloperTools()
                    .DisableAgent()
                    .DisableMcp()
                    .HideClientButton()
                    .DisableTelemetry()
            )
            .AllowAnonymous();
    }

    /// <summary>
    /// What the framework answers on its own (no such path, wrong verb, wrong media type), in the same words and form
    /// as a refusal.
    /// </summary>
    private static void SayInWords(ProblemDetailsContext context)
    {
        var (problem, request) = (context.ProblemDetails, context.HttpContext.Request);
        problem.Extensions["traceId"] = context.HttpContext.TraceIdentifier;
        if (problem.Type?.StartsWith("/problems/", StringComparison.Ordinal) == true)
            return;
        (problem.Type, problem.Title, problem.Detail) = problem.Status switch
        {
            StatusCodes.Status404NotFound => (
                "/problems/no-such-resource",
                $"The API has nothing at {request.Path}.",
                "Look into /openapi/v1.json for what there is."
            ),
            StatusCodes.Status405MethodNotAllowed => (
                "/problems/method-not-allowed",
                $"{request.Path} does not answer to {request.Method}.",
                "Look into /openapi/v1.json for the verbs it knows."
            ),
            StatusCodes.Status413PayloadTooLarge => (
                "/problems/body-too-large",
                "The request is too large.",
                "Send less at a time; uploads have an address of their own."
            ),
            StatusCodes.Status415UnsupportedMediaType => (
                "/problems/media-type-unknown",
                $"{request.Path} does not take “{request.ContentType}”.",
                "Send application/json, unless the description says otherwise."
            ),
            StatusCodes.Status500InternalServerError => (
                "/problems/unexpected",
                "The portal ran into an error that is not your fault.",
                "Try again; if it happens again, report the trace id."
            ),
            _ => (problem.Type, problem.Title, problem.Detail),
        };
    }

    /// <summary>A body or a value that cannot be read is the caller's mistake: its own status, in words.</summary>
    private sealed partial class UnreadableRequest : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext httpContext,
            Exception exception,
            CancellationToken cancellationToken
        )
        {
            if (!IsApi(httpContext.Request))
                return false;
            if (exception is not BadHttpRequestException bad)
                return false;
            var detail = bad.InnerException is JsonException fault
                ? JsonFault.OfSyntax(fault).ToString()
                : InWords(bad.InnerException?.Message ?? bad.Message);
            await TypedResults.Problem(StrictRequests.Unreadable(detail, bad.StatusCode)).ExecuteAsync(httpContext);
            return true;
        }

        /// <summary>
        /// ASP.NET names its own types for a value that is missing or does not parse; the caller knows only the
        /// parameter.
        /// </summary>
        private static string InWords(string message) =>
            UnboundValue().Match(message) is { Success: true } unbound
                ? $"“{unbound.Groups["name"]}” cannot be “{unbound.Groups["value"]}”."
            : MissingValue().Match(message) is { Success: true } missing
                ? $"“{missing.Groups["name"]}” is missing from the {missing.Groups["place"]}."
            : message;

        [GeneratedRegex(
            """^Failed to bind parameter "\S+ (?<name>\w+)" from "(?<value>.*)"\.$""",
            RegexOptions.Singleline
        )]
        private static partial Regex UnboundValue();

        [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from (?<place>.+)\.$""")]
        private static partial Regex MissingValue();
    }
}
