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
            .WithSummary("List withdrawals, newest first")
            .Produces<Page<WithdrawalView>>();
        withdrawals
            .MapGet(
                "/{id:guid}",
                async (
                    Guid id,
                    Withdrawals withdrawals,
                    Certificates certificates,
                    HttpContext http,
                    CancellationToken ct
                ) =>
                {
                    var found = await withdrawals.FindAsync(http.Actor(), id, ct);
                    if (!found.Ok)
                        return ApiResults.Problem(found.Refusal);
                    var notices = await certificates.NoticesAsync(http.Actor(), id, ct);
                    var issued = await certificates.FindAsync(http.Actor(), id, ct);
                    return TypedResults.Ok(
                        WithdrawalAnswer.Of(found.Value) with
                        {
                            CertificateDigest = issued.Ok ? issued.Value.Certificate.Digest : null,
                            Notices = [.. notices.Value.Select(NoticeView.Of)],
                        }
                    );
                }
            )
            .WithName("GetWithdrawal")
            .WithSummary("Get a withdrawal: what was planned, what is done and what remains")
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
            .WithSummary("Preview a withdrawal without writing anything")
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
                "Withdraw consent for the named purposes, or for all, and start the erasure; with modalities only the consent "
                    + "for these, otherwise all of it. Responds with the withdrawal, and a run carries it out"
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
            .WithSummary("Continue a withdrawal that failed or was cancelled")
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

    /// <summary>Names either purposes or all of them, because a withdrawal cannot be undone.</summary>
    /// <param name="Reason">Reason of the subject; optional.</param>
    /// <param name="Erases">
    /// Whether everything is erased, as the preview said; refused when that has changed since. Left out, it is not compared.
    /// </param>
    /// <param name="Modalities">
    /// Withdraws only these modalities of the purposes. Left out, it withdraws the purposes as a whole, which is every modality.
    /// </param>
    private sealed record WithdrawalBody(
        Guid SubjectId,
        IReadOnlyList<Guid>? PurposeIds = null,
        bool AllPurposes = false,
        string? Reason = null,
        ConsentMethod Method = ConsentMethod.Electronic,
        IReadOnlyList<Modality>? Modalities = null,
        bool? Erases = null
    )
    {
        public Result<WithdrawnPurposes> Purposes()
        {
            var purposes = WithdrawnPurposes.Of(PurposeIds, AllPurposes);
            return purposes.Ok ? (purposes.Value with { Erases = Erases }).For(Modalities) : purposes;
        }
    }

    private sealed record PlanView(
        Guid SubjectId,
        string Pseudonym,
        IReadOnlyList<Guid> PurposeIds,
        IReadOnlyList<string> Withdraws,
        IReadOnlyList<string> Keeps,
        bool Erases,
        IReadOnlyList<Modality> Modalities,
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
                [.. plan.Modalities.Each()],
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
        IReadOnlyList<Modality> Modalities,
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
                [.. w.Modalities.Each()],
                w.PurposeIds,
                w.Requested.By,
                w.Requested.At,
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
        /// <summary>SHA-256 of the certificate document; null before it is issued.</summary>
        public string? CertificateDigest { get; init; }

        /// <summary>Notices to those who received copies.</summary>
        public IReadOnlyList<NoticeView> Notices { get; init; } = [];

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
