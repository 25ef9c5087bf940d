using System.Reflection;
using System.Text.Json;
using Governance.Platform;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Governance.Web.Api;

/// <summary>
/// Rejects requests with anything that the operation does not know. Before the handler is bound, the query is compared with its
/// parameters and the body with the record that it reads; whatever is unknown, missing, wrongly null or not valid text is named.
/// </summary>
internal static class StrictRequests
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>Records for each endpoint of the group which query parameters it knows.</summary>
    public static void TakeOnlyWhatIsKnown(this RouteGroupBuilder group) =>
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            var route = ((RouteEndpointBuilder)endpoint)
                .RoutePattern.Parameters.Select(p => p.Name)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
            var handler = endpoint.Metadata.OfType<MethodInfo>().First();
            endpoint.Metadata.Add(
                new KnownQuery(
                    [
                        .. handler
                            .GetParameters()
                            .Where(p => IsValue(p.ParameterType) && !route.Contains(p.Name!))
                            .Select(p => p.Name!),
                    ],
                    [.. handler.GetParameters().Where(p => p.ParameterType.IsArray).Select(p => p.Name!)]
                )
            );
        });

    public static IApplicationBuilder UseStrictRequests(this IApplicationBuilder app)
    {
        var reader = new StrictJson(
            app.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions
        );
        return app.Use(
            async (context, next) =>
            {
                if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<KnownQuery>() is { } query)
                {
                    var refused = query.Check(context.Request.Query)
                        ?? Values(context.Request.RouteValues)
                        ?? await BodyAsync(context, endpoint, reader);
                    if (refused is not null)
                    {
                        await TypedResults.Problem(refused).ExecuteAsync(context);
                        return;
                    }
                }
                await next(context);
            }
        );
    }

    /// <summary>
    /// Whether a parameter comes from the query or the route: text, or a type parsed from text. All others are services or
    /// the body.
    /// </summary>
    private static bool IsValue(Type type)
    {
        var one = type.IsArray ? type.GetElementType()! : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        return one == typeof(string)
            || one.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>));
    }

    private static ProblemDetails? Values(RouteValueDictionary values) =>
        values.Select(v => TextRule.Check(v.Key, v.Value as string)).FirstOrDefault(unfit => unfit is not null)
            is { } unfit
            ? Unfit(unfit)
            : null;

    private static async Task<ProblemDetails?> BodyAsync(HttpContext context, Endpoint endpoint, StrictJson reader)
    {
        var request = context.Request;
        var accepts = endpoint.Metadata.GetMetadata<IAcceptsMetadata>();
        var wanted = accepts?.RequestType;
        // The reader of a file checks it, and the framework answers a wrong media type.
        if (
            accepts is not null
            && (
                !request.HasJsonContentType()
                || wanted is null
                || wanted == typeof(Stream)
                || wanted == typeof(string)
                || wanted == typeof(IFormFile)
            )
        )
            return null;
        if (
            request.ContentLength is 0
            || (request.ContentLength is null && !request.Headers.ContainsKey("Transfer-Encoding") && accepts is null)
        )
            return null;

        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        if (bytes.Span.StartsWith(ByteOrderMark))
            bytes = bytes[ByteOrderMark.Length..];
        request.Body = new MemoryStream(
            body.GetBuffer(),
            (int)body.Length - bytes.Length,
            bytes.Length,
            writable: false
        );
        if (bytes.Length == 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var faults = reader.Check(document.RootElement, wanted ?? typeof(Nothing));
            return faults.Count == 0 ? null : Refused(faults);
        }
        catch (JsonException broken)
        {
            return Refused([JsonFault.OfSyntax(broken)]);
        }
    }

    /// <summary>422 when only texts are not valid; 400 when the request does not fit the operation.</summary>
    private static ProblemDetails Refused(IReadOnlyList<JsonFault> faults)
    {
        if (faults.All(f => f.OfText))
            return Unfit(new(faults[0].Member, faults[0].Why!));
        var problem = Unreadable(string.Join(" ", faults.Take(5)));
        problem.Extensions["errors"] = faults
            .Select(f => new
            {
                member = f.Member,
                what = f.What,
                remedy = f.Remedy,
            })
            .ToArray();
        return problem;
    }

    public static ProblemDetails Unreadable(string detail, int status = StatusCodes.Status400BadRequest) =>
        new()
        {
            Type = "/problems/request-unreadable",
            Title = "The request cannot be read.",
            Detail = detail,
            Status = status,
        };

    private static ProblemDetails Unfit(UnfitText unfit)
    {
        var problem = ApiResults.DetailsOf(unfit);
        problem.Extensions["field"] = unfit.Field;
        return problem;
    }

    /// <summary>The body of an operation without one: it has no members.</summary>
    private sealed record Nothing;

    private sealed record KnownQuery(string[] Names, string[] Lists)
    {
        public ProblemDetails? Check(IQueryCollection query)
        {
            foreach (var (name, values) in query)
            {
                if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                    return Unreadable(Unknown(name));
                if (values.Count > 1 && !Lists.Contains(name, StringComparer.OrdinalIgnoreCase))
                    return Unreadable($"The query parameter “{name}” is given {values.Count} times. Give it once.");
                if (values.Select(v => TextRule.Check(name, v)).FirstOrDefault(u => u is not null) is { } unfit)
                    return Unfit(unfit);
            }
            return null;
        }

        private string Unknown(string name) =>
            $"There is no query parameter “{TextRule.Shown(name)}” here. {new KnownNames("a query parameter", Names).Advice(name)}";
    }
}
