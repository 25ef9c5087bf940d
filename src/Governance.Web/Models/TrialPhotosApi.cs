using Governance.Models;
using Governance.Web.Api;
using Microsoft.AspNetCore.Http.Features;

namespace Governance.Web.Models;

/// <summary>
/// Receives the playground's photo over HTTP instead of through the circuit. A script sends its photo with the request for a
/// prediction.
/// </summary>
internal static class TrialPhotosApi
{
    public static void MapTrialPhotos(this RouteGroupBuilder api)
    {
        var photos = api.MapGroup("/trial-photos").WithTags("Models").RequireAuthorization(ModelsPolicies.Predict);
        photos
            .MapPost("", async (TrialPhotos kept, HttpContext http, CancellationToken ct) =>
            {
                // The door enforces the limit with a refusal, and looks at the bytes, not at the media type.
                if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                    limit.MaxRequestBodySize = null;
                return ApiResults.Created(
                    await kept.KeepAsync(http.Actor(), http.Request.Body, ct),
                    found => $"/api/v1/trial-photos/{found.Id}/content",
                    PhotoView.Of
                );
            })
            .WithName("KeepTrialPhoto")
            .WithSummary(
                "Upload a photo to try a model on: it is kept in memory for 30 minutes, for the caller only; at most 20 MB"
            )
            .Accepts<Stream>("*/*")
            .Produces<PhotoView>(StatusCodes.Status201Created);
        photos
            .MapGet("/{id:guid}/content", (Guid id, TrialPhotos kept, HttpContext http) =>
                kept.Find(http.Actor(), id) is { Ok: true } photo
                    ? TypedResults.Bytes(photo.Value.Bytes, photo.Value.MediaType)
                    : ApiResults.Problem(new TrialPhotoGone())
            )
            .WithName("GetTrialPhoto")
            .WithSummary("Get the photo as the model sees it: upright, scaled, without metadata")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        photos
            .MapDelete("/{id:guid}", (Guid id, TrialPhotos kept, HttpContext http) =>
                ApiResults.Answer(kept.Remove(http.Actor(), id))
            )
            .WithName("RemoveTrialPhoto")
            .WithSummary("Remove the photo from memory")
            .Produces(StatusCodes.Status204NoContent);
    }

    private sealed record PhotoView(Guid Id, string MediaType, int Width, int Height, int Length, DateTimeOffset Until)
    {
        public static PhotoView Of(TrialPhoto photo) =>
            new(photo.Id, photo.MediaType, photo.Width, photo.Height, photo.Bytes.Length, photo.Until);
    }
}
