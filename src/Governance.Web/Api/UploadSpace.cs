using Governance.Platform;
using Governance.Platform.Blobs;
using Microsoft.AspNetCore.Http.Features;

namespace Governance.Web.Api;

/// <summary>
/// Checks before an upload whether the disk has space for it, so that nobody sends gigabytes only to be refused at the end.
/// Smaller requests go to the database, not into a blob, and are not checked.
/// </summary>
internal static class UploadSpace
{
    private const long LargestForm = 1 << 20;

    public static IApplicationBuilder UseUploadSpace(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (
                    IsUpload(context.Request)
                    && await context.RequestServices.GetRequiredService<IBlobStore>().SpaceAsync(context.RequestAborted)
                        is { } space
                    && context.Request.ContentLength.GetValueOrDefault() is var bytes
                    && !space.Holds(bytes)
                )
                {
                    // Without a limit Kestrel reads on for a moment instead of resetting the connection, so that the
                    // sender receives the answer.
                    if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                        limit.MaxRequestBodySize = null;
                    await ApiResults
                        .Problem(new NoRoomForUpload(bytes, space.Free, space.Reserve))
                        .ExecuteAsync(context);
                    return;
                }
                await next(context);
            }
        );

    private static bool IsUpload(HttpRequest request) =>
        ApiMap.IsApi(request)
        && (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method))
        && (
            request.ContentLength > LargestForm
            || request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
        );
}
