using System.Text.Json;
using Governance.Ledger;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Ledger;

internal static class LedgerApi
{
    public static void MapLedger(this RouteGroupBuilder api) =>
        api.MapGet(
                "/ledger",
                async (LedgerEntries ledger, Guid? thingId, string? cursor, int? size, CancellationToken ct) =>
                    ApiResults.Page(await ledger.ListAsync(thingId, cursor, size, ct), EntryView.Of)
            )
            .WithTags("Ledger")
            .WithName("ListLedgerEntries")
            .WithSummary("List ledger entries, newest first; thingId selects the entries about one thing")
            .RequireAuthorization(LedgerPolicies.Read)
            .Produces<Page<EntryView>>();

    /// <param name="LeafHash">SHA-256(0x00 ‖ body), 64 hex characters, over the canonical bytes of <paramref name="Body"/>.</param>
    internal sealed record EntryView(
        Guid Id,
        DateTimeOffset At,
        Guid ActorId,
        string Kind,
        string Thing,
        Guid ThingId,
        JsonElement Body,
        string LeafHash
    )
    {
        public static EntryView Of(LedgerEntry e) =>
            new(
                e.EntryId,
                e.At,
                e.ActorId,
                e.Kind,
                e.Thing,
                e.ThingId,
                JsonSerializer.Deserialize<JsonElement>(e.Body),
                Convert.ToHexStringLower(e.LeafHash)
            );
    }
}
