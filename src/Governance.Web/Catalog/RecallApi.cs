using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Catalog;

/// <summary>The REST API of notices to recipients, and of how recipients are reached.</summary>
internal static class RecallApi
{
    public static void MapRecalls(this RouteGroupBuilder api)
    {
        MapNotices(api.MapGroup("/recall-notices").WithTags("Catalog").RequireAuthorization(CatalogPolicies.Read));
        api.MapPut(
                "/versions/{id:guid}/exports/{exportId:guid}/contact",
                async (
                    Guid id,
                    Guid exportId,
                    NewContact body,
                    Exports exports,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await exports.ChangeContactAsync(http.Actor(), id, exportId, new(body.Email, body.Webhook), ct),
                        ContactView.Of
                    )
            )
            .WithTags("Catalog")
            .WithName("ChangeExportContact")
            .WithSummary(
                "Replace how the recipient of an export is told about a withdrawal; without e-mail and webhook a person tells them. "
                    + "A webhook gets a new secret, which is shown only in this answer"
            )
            .RequireAuthorization(CatalogPolicies.Export)
            .Produces<ContactView>();
    }

    private static void MapNotices(RouteGroupBuilder notices)
    {
        notices
            .MapGet(
                "",
                async (
                    RecallNotices recalls,
                    HttpContext http,
                    Guid? withdrawalId,
                    Guid? exportId,
                    Word<RecallState>? state,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await recalls.ListAsync(
                            http.Actor(),
                            new(withdrawalId, exportId, state?.Value),
                            cursor,
                            size,
                            ct
                        ),
                        RecallView.Of
                    )
            )
            .WithName("ListRecallNotices")
            .WithSummary("Notices to recipients of exports about withdrawals, newest first")
            .Produces<Page<RecallView>>();
        notices
            .MapGet("/{id:guid}", async (Guid id, RecallNotices recalls, HttpContext http, CancellationToken ct) =>
                ApiResults.Answer(await recalls.FindAsync(http.Actor(), id, ct), RecallAnswer.Of)
            )
            .WithName("GetRecallNotice")
            .WithSummary(
                "A notice to a recipient with what it says: the samples to delete, by their place in the export"
            )
            .Produces<RecallAnswer>();
        notices
            .MapPost(
                "/{id:guid}/retry",
                async (Guid id, RecallNotices recalls, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await recalls.RetryAsync(http.Actor(), id, ct), RecallAnswer.Of)
            )
            .WithName("RetryRecallNotice")
            .WithSummary("Send a notice again that failed, or that had no mail server")
            .RequireAuthorization(CatalogPolicies.Export)
            .Produces<RecallAnswer>();
        notices
            .MapPost(
                "/{id:guid}/done",
                async (Guid id, RecallNotices recalls, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await recalls.TickOffAsync(http.Actor(), id, ct), RecallAnswer.Of)
            )
            .WithName("TickOffRecallNotice")
            .WithSummary("Record that you have told the recipient")
            .RequireAuthorization(CatalogPolicies.Export)
            .Produces<RecallAnswer>();
    }

    private sealed record NewContact(string? Email = null, string? Webhook = null);

    /// <param name="WebhookSecret">The key of the signatures, shown only now; null without a webhook.</param>
    private sealed record ContactView(string? Email, string? Webhook, string? WebhookSecret)
    {
        public static ContactView Of(ExportWithSecret changed) =>
            new(changed.Contact?.Email, changed.Contact?.Webhook, changed.Secret);
    }

    private sealed record RecallAnswer(RecallView Notice, DateTimeOffset? NextAttemptAt, RecallDocument Document)
    {
        public static RecallAnswer Of(RecallDetail found) =>
            new(
                RecallView.Of(new(found.Notice, found.WithdrawalId, found.VersionId)),
                found.NextAttemptAt,
                found.Document
            );
    }
}
