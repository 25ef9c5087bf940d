using Governance.Access;
using Governance.Platform;
using Microsoft.AspNetCore.Mvc;

namespace Governance.Web.Api;

/// <summary>From a door's answer to an HTTP answer; every endpoint ends here.</summary>
internal static class ApiResults
{
    /// <summary>200 with the value, or the refusal as problem details.</summary>
    public static IResult Answer<T>(Result<T> result) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.Ok(result.Value);

    /// <summary>204, or the refusal as problem details.</summary>
    public static IResult Answer(Result result) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.NoContent();

    /// <summary>201 with the value and where it now lies, or the refusal as problem details.</summary>
    public static IResult Created<T>(Result<T> result, Func<T, string> location) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.Created(location(result.Value), result.Value);

    /// <summary>202 with the value (usually a run) and where to watch it, or the refusal as problem details.</summary>
    public static IResult Accepted<T>(Result<T> result, Func<T, string> location) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.Accepted(location(result.Value), result.Value);

    public static IResult Problem(Refusal refusal) => TypedResults.Problem(DetailsOf(refusal));

    public static ProblemDetails DetailsOf(Refusal refusal) => new()
    {
        Type = $"/problems/{refusal.Code}",
        Title = refusal.What,
        Detail = refusal.Remedy,
        Status = refusal.Kind switch
        {
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.Conflict => StatusCodes.Status409Conflict,
            RefusalKind.Busy => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
    };
}

internal static class RequestActor
{
    /// <summary>Who acts in this request.</summary>
    public static Actor Actor(this HttpContext http) => http.User.ToActor();

    /// <summary>The same, for endpoints that read better with it in front.</summary>
    public static Actor ActorOf(HttpContext http) => http.User.ToActor();
}
