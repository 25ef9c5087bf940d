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
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = DescribeProblem);
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
        api.MapCertificates();
        api.MapCatalog();
        api.MapRecalls();
        api.MapIngestion();
        api.MapCuration();
        api.MapAnnotation();
        api.MapModels();
        api.MapServing();
        api.MapTrialPhotos();
        api.MapEmbeddings();
        api.MapAudits();
        api.MapAuditPredictions();
        api.MapSuites();
        api.MapPolicies();
        api.MapEthics();
        api.MapMonitoring();

        // The description is public; the data is not.
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
    /// Gives the framework's own answers (unknown path, wrong method, wrong media type) the form and the words of a
    /// refusal.
    /// </summary>
    private static void DescribeProblem(ProblemDetailsContext context)
    {
        var (problem, request) = (context.ProblemDetails, context.HttpContext.Request);
        problem.Extensions["traceId"] = context.HttpContext.TraceIdentifier;
        if (problem.Type?.StartsWith("/problems/", StringComparison.Ordinal) == true)
            return;
        (problem.Type, problem.Title, problem.Detail) = problem.Status switch
        {
            StatusCodes.Status404NotFound => (
                "/problems/no-such-resource",
                $"The API has no operation at “{request.Path}”.",
                "See /openapi/v1.json for its operations."
            ),
            StatusCodes.Status405MethodNotAllowed => (
                "/problems/method-not-allowed",
                $"“{request.Path}” does not support {request.Method}.",
                "See /openapi/v1.json for the methods that it supports."
            ),
            StatusCodes.Status413PayloadTooLarge => (
                "/problems/body-too-large",
                "The request is too large.",
                "Send a smaller request, or upload a file with one of the upload operations."
            ),
            StatusCodes.Status415UnsupportedMediaType => (
                "/problems/media-type-unknown",
                $"“{request.Path}” does not accept the media type “{request.ContentType}”.",
                "Send application/json, unless the description of the API names another type."
            ),
            StatusCodes.Status500InternalServerError => (
                "/problems/unexpected",
                "The portal ran into an error that is not your fault.",
                "Try again; if it happens again, report the trace id."
            ),
            _ => (problem.Type, problem.Title, problem.Detail),
        };
    }

    /// <summary>Answers a body or a value that cannot be read with the status of the fault and a sentence about it.</summary>
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
        /// Rewrites ASP.NET Core's message about a missing or malformed value: it names a .NET type, which the caller does
        /// not know.
        /// </summary>
        private static string InWords(string message) =>
            UnboundValue().Match(message) is { Success: true } unbound
                ? $"“{unbound.Groups["value"]}” is not a valid value of “{unbound.Groups["name"]}”."
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
