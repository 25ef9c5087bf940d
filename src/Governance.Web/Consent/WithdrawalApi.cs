using Governance.Consent;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Consent;

internal static class WithdrawalApi
{
    public static void MapWithdrawals(this RouteGroupBuilder api)
    {
        var withdrawals = api.MapGroup("/withdrawals")
            .WithTags("Withdrawal")
            .RequireAuthorization(ConsentPolicies.Read);
        withdrawals
            .MapGet(
                "",
                async (
                    Withdrawals withdrawals,
                    HttpContext http,
                    Guid? subjectId,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(
                        await withdrawals.ListAsync(http.Actor(), subjectId, cursor, size, ct),
                        WithdrawalView.Of
                    )
            )
            .WithName("ListWithdrawals")
            .WithSummary("Withdrawals, newest first")
            .Produces<Page<WithdrawalView>>();
        withdrawals
            .MapGet("/{id:guid}", async (Guid id, Withdrawals withdrawals, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Answer(await withdrawals.FindAsync(http.Actor(), id, ct), WithdrawalAnswer.Of);
            })
            .WithName("GetWithdrawal")
            .WithSummary("One withdrawal: what was planned, what is done, what remains")
            .Produces<WithdrawalAnswer>();
        withdrawals
            .MapPost(
                "/dry-run",
                async (WithdrawalBody body, Withdrawals withdrawals, HttpContext http, CancellationToken ct) =>
                {
                    var purposes = body.Purposes();
                    var plan = purposes.Ok
                        ? await withdrawals.DryRunAsync(http.Actor(), body.SubjectId, purposes.Value, ct)
                        : purposes.Refusal;
                    return ApiResults.Answer(plan, PlanView.Of);
                }
            )
            .WithName("TryWithdrawal")
            .WithSummary("What a withdrawal would reach; writes nothing")
            .RequireAuthorization(ConsentPolicies.Withdraw)
            .Produces<PlanView>();
        withdrawals
            .MapPost("", async (WithdrawalBody body, Withdrawals withdrawals, HttpContext http, CancellationToken ct) =>
            {
                var purposes = body.Purposes();
                if (!purposes.Ok)
                    return ApiResults.Problem(purposes.Refusal);
                return await AnswerAsync(
                    await withdrawals.WithdrawAsync(
                        http.Actor(),
                        body.SubjectId,
                        purposes.Value,
                        body.Reason,
                        body.Method,
                        ct
                    ),
                    withdrawals,
                    http,
                    ct
                );
            })
            .WithName("Withdraw")
            .WithSummary(
                "Withdraw consent for the named purposes, or for all, and carry it through to the last "
                    + "copy; answers with the withdrawal, whose run does the rest"
            )
            .RequireAuthorization(ConsentPolicies.Withdraw)
            .Produces<WithdrawalAnswer>(StatusCodes.Status202Accepted);
        withdrawals
            .MapPost(
                "/{id:guid}/resume",
                async (Guid id, Withdrawals withdrawals, HttpContext http, CancellationToken ct) =>
                    await AnswerAsync(await withdrawals.ResumeAsync(http.Actor(), id, ct), withdrawals, http, ct)
            )
            .WithName("ResumeWithdrawal")
            .WithSummary("Go on with a withdrawal that failed or was stopped")
            .RequireAuthorization(ConsentPolicies.Withdraw)
            .Produces<WithdrawalAnswer>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> AnswerAsync(
        Result<Withdrawal> begun,
        Withdrawals withdrawals,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (!begun.Ok)
            return ApiResults.Problem(begun.Refusal);
        return ApiResults.Accepted(
            await withdrawals.FindAsync(http.Actor(), begun.Value.Id, ct),
            found => $"/api/v1/withdrawals/{begun.Value.Id}",
            WithdrawalAnswer.Of
        );
    }

    /// <summary>It states its whole scope: either purposes or all of them.</summary>
    /// <param name="Reason">Nobody has to give one.</param>
    private sealed record WithdrawalBody(
        Guid SubjectId,
        IReadOnlyList<Guid>? PurposeIds = null,
        bool AllPurposes = false,
        string? Reason = null,
        ConsentMethod Method = ConsentMethod.Electronic
    )
    {
        public Result<WithdrawnPurposes> Purposes() => WithdrawnPurposes.Of(PurposeIds, AllPurposes);
    }

    private sealed record PlanView(
        Guid SubjectId,
        string Pseudonym,
        IReadOnlyList<Guid> PurposeIds,
        IReadOnlyList<string> Withdraws,
        IReadOnlyList<string> Keeps,
        bool Erases,
        IReadOnlyList<PlannedStep> Steps,
        IReadOnlyList<string> Remains
    )
    {
        public static PlanView Of(WithdrawalPlan plan) =>
            new(
                plan.Subject.Id,
                plan.Subject.Pseudonym,
                [.. plan.Withdraws.Select(p => p.Id)],
                [.. plan.Withdraws.Select(p => p.Code)],
                [.. plan.Keeps.Select(p => p.Code)],
                plan.Erases,
                plan.Steps,
                plan.Remains
            );
    }

    private sealed record WithdrawalView(
        Guid Id,
        Guid SubjectId,
        string Pseudonym,
        WithdrawalState State,
        bool AllPurposes,
        bool Erases,
        IReadOnlyList<Guid> PurposeIds,
        string RequestedBy,
        DateTimeOffset RequestedAt,
        DateTimeOffset? FinishedAt,
        Guid RunId
    )
    {
        public static WithdrawalView Of(WithdrawalRow row) => Of(row.Withdrawal, row.Pseudonym);

        public static WithdrawalView Of(Withdrawal w, string pseudonym) =>
            new(
                w.Id,
                w.SubjectId,
                pseudonym,
                w.State,
                w.AllPurposes,
                w.Erases,
                w.PurposeIds,
                w.RequestedBy,
                w.RequestedAt,
                w.FinishedAt,
                w.RunId
            );
    }

    private sealed record WithdrawalAnswer(
        WithdrawalView Withdrawal,
        string? Reason,
        IReadOnlyList<string> Purposes,
        IReadOnlyList<StepView> Steps,
        int BlobsDeleted,
        IReadOnlyList<string> Remains
    )
    {
        public static WithdrawalAnswer Of(WithdrawalDetail d) =>
            new(
                WithdrawalView.Of(d.Withdrawal, d.Subject.Pseudonym),
                d.Withdrawal.Reason,
                [.. d.Purposes.Select(p => p.Code)],
                [
                    .. d.Steps.Select(s => new StepView(
                        s.Holding,
                        s.Title,
                        s.Place,
                        s.Fate,
                        s.WhatHappens,
                        s.Planned,
                        s.Done,
                        s.FinishedAt,
                        s.Things
                    )),
                ],
                d.Withdrawal.BlobsDeleted,
                d.Withdrawal.Remains
            );
    }

    private sealed record StepView(
        string Holding,
        string Title,
        HoldingPlace Place,
        HoldingFate Fate,
        string WhatHappens,
        int Planned,
        int Done,
        DateTimeOffset? FinishedAt,
        IReadOnlyList<HeldThing> Things
    );
}
