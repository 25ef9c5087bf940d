using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Curation;

/// <summary>Lines of the home page about versions, consent and exports.</summary>
internal static class CurationLines
{
    public static IServiceCollection AddCurationLines(this IServiceCollection services) =>
        services.AddHomeLines(DraftsAsync).AddHomeLines(ConsentAsync).AddHomeLines(ExportsAsync);

    private static async Task<IReadOnlyList<HomeLine>> DraftsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(CurationPolicies.Seal))
            return [];
        var drafts = await services.GetRequiredService<DatasetVersions>().CountAsync(actor, VersionState.Draft, ct);
        return drafts.Ok
            ?
            [
                new(
                    HomePart.Waiting,
                    drafts.Value,
                    drafts.Value == 1 ? "version ready to seal" : "versions ready to seal",
                    "/curate"
                ),
            ]
            : [];
    }

    private static async Task<IReadOnlyList<HomeLine>> ConsentAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(ConsentPolicies.Manage))
            return [];
        var registry = services.GetRequiredService<Consents>();
        var ending = await registry.EndingSoonAsync(ct);
        var withdrawn = await registry.WithdrawnSinceAsync(
            services.GetRequiredService<TimeProvider>().GetUtcNow() - HomeModule.Lately,
            ct
        );
        var days = Consents.Soon.Days;
        var open = actor.May(ConsentPolicies.Withdraw)
            ? await services.GetRequiredService<SubjectHoldings>().NotCarriedOutAsync(actor, ct)
            : 0;
        return
        [
            new(
                HomePart.Waiting,
                open.Ok ? open.Value : 0,
                open is { Ok: true, Value: 1 }
                    ? "subject withdrew consent; the withdrawal is not carried out yet"
                    : "subjects withdrew consent; the withdrawals are not carried out yet",
                "/trust/consent?standing=withdrawn"
            ),
            new(
                HomePart.Waiting,
                ending,
                ending == 1 ? $"consent ends within {days} days" : $"consents end within {days} days",
                "/trust/consent?standing=ends-soon"
            ),
            new(
                HomePart.LastWeek,
                withdrawn,
                withdrawn == 1 ? "consent withdrawn" : "consents withdrawn",
                "/trust/consent?standing=withdrawn"
            ),
        ];
    }

    private static async Task<IReadOnlyList<HomeLine>> ExportsAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(CatalogPolicies.Export))
            return [];
        var since = services.GetRequiredService<TimeProvider>().GetUtcNow() - HomeModule.Lately;
        var delivered = await services.GetRequiredService<Exports>().DeliveredSinceAsync(actor, since, ct);
        return delivered.Ok
            ?
            [
                new(
                    HomePart.LastWeek,
                    delivered.Value,
                    delivered.Value == 1 ? "export delivered" : "exports delivered",
                    "/trust/exports"
                ),
            ]
            : [];
    }
}
