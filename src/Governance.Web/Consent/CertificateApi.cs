using System.Text.Json;
using Governance.Consent;
using Governance.Web.Api;

namespace Governance.Web.Consent;

/// <summary>The REST API of certificates.</summary>
internal static class CertificateApi
{
    public static void MapCertificates(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/withdrawals/{id:guid}/certificate",
                async (Guid id, Certificates certificates, HttpContext http, CancellationToken ct) =>
                {
                    var issued = await certificates.FindAsync(http.Actor(), id, ct);
                    return issued.Ok
                        ? TypedResults.Bytes(
                            issued.Value.Certificate.Document,
                            "application/json",
                            $"certificate-{id:N}.json",
                            entityTag: new($"\"{issued.Value.Certificate.Digest}\"")
                        )
                        : ApiResults.Problem(issued.Refusal);
                }
            )
            .WithTags("Withdrawal")
            .WithName("GetCertificate")
            .WithSummary(
                "The certificate of a completed withdrawal, byte by byte as it was issued; its SHA-256 is the entity tag and stands in the "
                    + "ledger entry “withdrawal.completed”"
            )
            .RequireAuthorization(ConsentPolicies.Read)
            .Produces<CertificateDocument>();
        api.MapPost(
                "/certificate-checks",
                async (WantedCheck body, Certificates certificates, HttpContext http, CancellationToken ct) =>
                    ApiResults.Answer(await certificates.CheckAsync(http.Actor(), body.Document, ct))
            )
            .WithTags("Withdrawal")
            .WithName("CheckCertificate")
            .WithSummary("Check whether a document is the certificate that the ledger holds; nothing is written")
            .RequireAuthorization(ConsentPolicies.Read)
            .Produces<CertificateCheck>();
    }

    /// <param name="Document">A certificate, as downloaded; white space and the order of members do not matter.</param>
    private sealed record WantedCheck(JsonElement Document);
}
