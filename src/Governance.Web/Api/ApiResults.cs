using Governance.Platform;
using Microsoft.AspNetCore.Mvc;

namespace Governance.Web.Api;

/// <summary>Turns the result of a door into an HTTP answer; every endpoint ends here.</summary>
internal static class ApiResults
{
    /// <summary>200 with the value, or the refusal as problem details.</summary>
    public static IResult Answer<T>(Result<T> result) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.Ok(result.Value);

    /// <summary>200 with the value as the API shows it, or the refusal as problem details.</summary>
    public static IResult Answer<T, TView>(Result<T> result, Func<T, TView> view) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.Ok(view(result.Value));

    /// <summary>204, or the refusal as problem details.</summary>
    public static IResult Answer(Result result) =>
        result.Refusal is { } refusal ? Problem(refusal) : TypedResults.NoContent();

    /// <summary>200 with a page of the list, each item as the API shows it, or the refusal as problem details.</summary>
    public static IResult Page<T, TView>(Result<Page<T>> page, Func<T, TView> view) =>
        page.Refusal is { } refusal ? Problem(refusal) : TypedResults.Ok(page.Value.Select(view));

    /// <summary>The same for a list that is paged by number: its cursor is the number of items before the page.</summary>
    public static async Task<IResult> PageAsync<T, TView>(
        string? cursor,
        Func<int, Task<Result<GridPage<T>>>> read,
        Func<T, TView> view
    )
    {
        if (!Cursor.TryRead(cursor, out int? before) || before < 0)
            return Problem(new CursorUnknown());
        var skip = before ?? 0;
        var rows = await read(skip);
        if (rows.Refusal is { } refusal)
            return Problem(refusal);
        var end = skip + rows.Value.Items.Count;
        return TypedResults.Ok(
            new Page<TView>([.. rows.Value.Items.Select(view)], end < rows.Value.Total ? Cursor.Write($"{end}") : null)
        );
    }

    /// <summary>201 with the value and its address, or the refusal as problem details.</summary>
    public static IResult Created<T>(Result<T> result, Func<T, string> location) =>
        Created(result, location, value => value);

    /// <summary>The same with the value as the API shows it.</summary>
    public static IResult Created<T, TView>(Result<T> result, Func<T, string> location, Func<T, TView> view) =>
        result.Refusal is { } refusal
            ? Problem(refusal)
            : TypedResults.Created(location(result.Value), view(result.Value));

    /// <summary>202 with the value (usually a run) and the address of its progress, or the refusal as problem details.</summary>
    public static IResult Accepted<T>(Result<T> result, Func<T, string> location) =>
        Accepted(result, location, value => value);

    /// <summary>The same with the value as the API shows it.</summary>
    public static IResult Accepted<T, TView>(Result<T> result, Func<T, string> location, Func<T, TView> view) =>
        result.Refusal is { } refusal
            ? Problem(refusal)
            : TypedResults.Accepted(location(result.Value), view(result.Value));

    public static IResult Problem(Refusal refusal) => TypedResults.Problem(DetailsOf(refusal));

    public static ProblemDetails DetailsOf(Refusal refusal) =>
        new()
        {
            Type = $"/problems/{refusal.Code}",
            Title = refusal.What,
            Detail = refusal.Remedy,
            Status = refusal.Kind switch
            {
                RefusalKind.Unreadable => StatusCodes.Status400BadRequest,
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
                RefusalKind.Conflict => StatusCodes.Status409Conflict,
                RefusalKind.Busy => StatusCodes.Status503ServiceUnavailable,
                RefusalKind.Full => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status422UnprocessableEntity,
            },
        };
}
