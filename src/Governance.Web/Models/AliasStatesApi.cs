using Governance.Models;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Models;

/// <summary>REST endpoints that suspend, resume and retire aliases.</summary>
internal static class AliasStatesApi
{
    public static void MapAliasStates(this RouteGroupBuilder models)
    {
        var alias = models.MapGroup("/{name}/aliases/{alias}").RequireAuthorization(ModelsPolicies.Suspend);
        alias
            .MapPost(
                "/suspension",
                async (
                    string name,
                    string alias,
                    NewSuspension body,
                    ModelAliases aliases,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    if (body.Fallback is null != body.NoFallback)
                        return ApiResults.Problem(new FallbackUnclear());
                    return ApiResults.Answer(
                        await aliases.SuspendAsync(http.Actor(), name, alias, body.Fallback, body.Reason, ct),
                        ChangedAlias.Of
                    );
                }
            )
            .WithName("SuspendAlias")
            .WithSummary(
                "Suspend an alias at once: predictions answer 503 with the reason, or a clean earlier version answers as fallback"
            )
            .Produces<ChangedAlias>();
        alias
            .MapPost(
                "/resumption",
                async (
                    string name,
                    string alias,
                    StateReason body,
                    ModelAliases aliases,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await aliases.ResumeAsync(http.Actor(), name, alias, body.Reason, ct),
                        ChangedAlias.Of
                    )
            )
            .WithName("ResumeAlias")
            .WithSummary("Put a suspended alias back into service, if every gate lets its version answer")
            .Produces<ChangedAlias>();
        alias
            .MapPost(
                "/retirement",
                async (
                    string name,
                    string alias,
                    StateReason body,
                    ModelAliases aliases,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Answer(
                        await aliases.RetireAsync(http.Actor(), name, alias, body.Reason, ct),
                        ChangedAlias.Of
                    )
            )
            .WithName("RetireAlias")
            .WithSummary("End an alias for good: predictions answer 404 with the reason, and it never moves again")
            .Produces<ChangedAlias>();
        models
            .MapGet(
                "/{name}/alias-states",
                async (
                    string name,
                    string? cursor,
                    int? size,
                    ModelAliases aliases,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await aliases.StateChangesAsync(http.Actor(), name, cursor, size, ct),
                        AliasStateView.Of
                    )
            )
            .WithName("ListAliasStates")
            .WithSummary("List the suspensions, resumptions and retirements of a model's aliases, newest first")
            .Produces<Page<AliasStateView>>();
    }

    /// <summary>Has either of the two: what answers during the suspension is never left open.</summary>
    /// <param name="Fallback">Number of the version that answers.</param>
    /// <param name="NoFallback">True = no version answers.</param>
    private sealed record NewSuspension(string Reason, int? Fallback = null, bool NoFallback = false);

    private sealed record StateReason(string Reason);

    private sealed record ChangedAlias(string Alias, AliasState State, string Reason, string By, DateTimeOffset At)
    {
        public static ChangedAlias Of(AliasStateChange c) =>
            new(c.Alias, c.State, c.Reason, c.Changed.By, c.Changed.At);
    }

    private sealed record AliasStateView(
        Guid Id,
        string Alias,
        AliasState State,
        int Number,
        int? FallbackNumber,
        string Reason,
        string By,
        DateTimeOffset At
    )
    {
        public static AliasStateView Of(AliasStateRow row) =>
            new(
                row.Change.Id,
                row.Change.Alias,
                row.Change.State,
                row.Number,
                row.FallbackNumber,
                row.Change.Reason,
                row.Change.Changed.By,
                row.Change.Changed.At
            );
    }
}
