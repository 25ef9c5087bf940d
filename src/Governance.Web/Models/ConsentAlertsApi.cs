using Governance.Models;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Models;

/// <summary>REST endpoints of alerts about versions that learned from lost consent.</summary>
internal static class ConsentAlertsApi
{
    public static void MapConsentAlerts(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/consent-alerts",
                async (string? model, bool? open, ConsentAlerts alerts, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(
                        await alerts.ListAsync(http.Actor(), model, open ?? false, ct),
                        all => new Page<ConsentAlertView>([.. all.Select(ConsentAlertView.Of)], null)
                    )
            )
            .WithName("ListConsentAlerts")
            .WithSummary(
                "List model versions that learned from samples whose consent was lost since; open=true leaves acknowledged ones out"
            )
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Read)
            .Produces<Page<ConsentAlertView>>();
        api.MapPost(
                "/models/{name}/versions/{number:int}/consent-alert/acknowledgement",
                async (
                    string name,
                    int number,
                    AcknowledgementNote body,
                    ConsentAlerts alerts,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await alerts.AcknowledgeAsync(http.Actor(), name, number, body.Note, ct),
                        ConsentAlertView.Of
                    )
            )
            .WithName("AcknowledgeConsentAlert")
            .WithSummary("Acknowledge the consent alert of a version with a note; a later loss raises it again")
            .WithTags("Models")
            .RequireAuthorization(ModelsPolicies.Acknowledge)
            .Produces<ConsentAlertView>();
    }

    private sealed record AcknowledgementNote(string Note);

    private sealed record ConsentAlertView(
        string Model,
        int Number,
        bool Open,
        int NewlyLost,
        CoverView Consent,
        IReadOnlyList<string> Answering,
        string? Note,
        string? AcknowledgedBy,
        DateTimeOffset? AcknowledgedAt
    )
    {
        public static ConsentAlertView Of(ConsentAlert a) =>
            new(
                a.Model,
                a.Number,
                a.Open,
                a.NewlyLost,
                CoverView.Of(a.Cover),
                a.Answering,
                a.Acknowledgement?.Note,
                a.Acknowledgement?.Acknowledged.By,
                a.Acknowledgement?.Acknowledged.At
            );
    }
}
