using Governance.Consent;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Consent;

internal static class ConsentApi
{
    public static void MapConsent(this RouteGroupBuilder api)
    {
        var subjects = api.MapGroup("/subjects").WithTags("Consent").RequireAuthorization(ConsentPolicies.Read);
        MapSubjects(subjects);
        MapReadmission(subjects);
        MapPurposes(api.MapGroup("/purposes").WithTags("Consent").RequireAuthorization());
        MapConsents(api.MapGroup("/consents").WithTags("Consent").RequireAuthorization(ConsentPolicies.Read));
    }

    private static void MapSubjects(RouteGroupBuilder subjects)
    {
        subjects
            .MapGet(
                "",
                async (
                    Consents consents,
                    string? search,
                    DateTimeOffset? at,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    await ApiResults.PageAsync(
                        cursor,
                        async skip => Result.Of(await consents.SubjectsAsync(search, at, skip, Cursor.Size(size), ct)),
                        SubjectView.Of
                    )
            )
            .WithName("ListSubjects")
            .WithSummary("List subjects with their effective consent for each purpose, now or at a past time")
            .Produces<Page<SubjectView>>();
        subjects
            .MapGet("/{id:guid}", async (Guid id, Consents consents, HttpContext http, CancellationToken ct) =>
            {
                if (await consents.FindSubjectAsync(id, ct) is not { } subject)
                    return ApiResults.Problem(new NotFound("subject", id.ToString()));
                var erasure = await consents.ErasureAsync(http.Actor(), id, ct);
                if (!erasure.Ok)
                    return ApiResults.Problem(erasure.Refusal);
                return TypedResults.Ok(
                    new SubjectHistory(
                        subject.Id,
                        subject.Pseudonym,
                        subject.Kind,
                        subject.Note,
                        [.. (await consents.HistoryAsync(id, ct)).Select(ConsentView.Of)],
                        erasure.Value
                    )
                );
            })
            .WithName("GetSubject")
            .WithSummary(
                "Get a subject with all of its consent records, and the erasure that keeps it out of imports, if there was one"
            )
            .Produces<SubjectHistory>();
        subjects
            .MapPost("", async (NewSubject body, Consents consents, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await consents.AddSubjectAsync(http.Actor(), body.Pseudonym, body.Kind, body.Note, ct),
                    s => $"/api/v1/subjects/{s.Id}"
                )
            )
            .WithName("AddSubject")
            .WithSummary("Add a subject under its pseudonym")
            .Produces<Subject>(StatusCodes.Status201Created);
    }

    private static void MapReadmission(RouteGroupBuilder subjects) =>
        subjects
            .MapPost(
                "/{id:guid}/readmission",
                async (Guid id, ReadmissionBody body, Consents consents, HttpContext http, CancellationToken ct) =>
                    ApiResults.Created(
                        await consents.ReadmitAsync(http.Actor(), body.ToConsent(id), body.Reason, ct),
                        found => $"/api/v1/subjects/{found.SubjectId}",
                        ConsentView.Of
                    )
            )
            .WithName("ReadmitSubject")
            .WithSummary(
                "Record a new consent of a subject whose data was erased, with the reason; imports store the subject again"
            )
            .RequireAuthorization(ConsentPolicies.Readmit)
            .Produces<ConsentView>(StatusCodes.Status201Created);

    private static void MapPurposes(RouteGroupBuilder purposes)
    {
        purposes
            .MapGet("", async (Consents consents, CancellationToken ct) =>
                TypedResults.Ok(new Page<Purpose>(await consents.PurposesAsync(ct), null))
            )
            .WithName("ListPurposes")
            .WithSummary("List the purposes that data may be used for");
        purposes
            .MapPost("", async (NewPurpose body, Consents consents, HttpContext http, CancellationToken ct) =>
                ApiResults.Created(
                    await consents.AddPurposeAsync(http.Actor(), body.Code, body.Title, body.Description, ct),
                    p => $"/api/v1/purposes/{p.Id}"
                )
            )
            .WithName("AddPurpose")
            .WithSummary("Add a purpose")
            .RequireAuthorization(ConsentPolicies.Manage)
            .Produces<Purpose>(StatusCodes.Status201Created);
    }

    private static void MapConsents(RouteGroupBuilder consents)
    {
        consents
            .MapGet(
                "",
                async (
                    Consents consents,
                    Guid? subjectId,
                    Guid? purposeId,
                    string? cursor,
                    int? size,
                    CancellationToken ct
                ) =>
                    ApiResults.Page(await consents.RecordsAsync(subjectId, purposeId, cursor, size, ct), ConsentView.Of)
            )
            .WithName("ListConsents")
            .WithSummary("List consent records, most recently recorded first")
            .Produces<Page<ConsentView>>();
        consents
            .MapPost("", async (ConsentBody body, Consents consents, HttpContext http, CancellationToken ct) =>
            {
                return ApiResults.Created(
                    await consents.RecordAsync(http.Actor(), body.ToConsent(), ct),
                    found => $"/api/v1/subjects/{found.SubjectId}",
                    ConsentView.Of
                );
            })
            .WithName("RecordConsent")
            .WithSummary("Record a consent event: requested, given, renewed, refused or withdrawn")
            .Produces<ConsentView>(StatusCodes.Status201Created);
        consents
            .MapPost("/csv", async (HttpRequest request, ConsentCsv csv, bool? dryRun, CancellationToken ct) =>
                Answer(await csv.ReadAsync(request.HttpContext.Actor(), request.Body, dryRun != true, ct))
            )
            .WithName("ImportConsents")
            .WithSummary(
                "Import consents from a CSV file, all rows or none; dryRun=true only checks the file. "
                    + "A file with errors is refused, and the response lists them"
            )
            .Accepts<string>("text/csv")
            .Produces<ConsentCsvReport>();
    }

    /// <summary>The report, or a problem response with the errors of the file in <c>errors</c>.</summary>
    private static IResult Answer(Result<ConsentCsvReport> read)
    {
        if (!read.Ok || read.Value.Refusal is not { } invalid)
            return ApiResults.Answer(read);
        var problem = ApiResults.DetailsOf(invalid);
        problem.Extensions["errors"] = read.Value.Problems;
        return TypedResults.Problem(problem);
    }

    private sealed record NewSubject(string Pseudonym, SubjectKind Kind, string? Note = null);

    private sealed record NewPurpose(string Code, string Title, string Description);

    /// <param name="Modalities">At least one: an omitted list must not widen the consent.</param>
    private sealed record ConsentBody(
        Guid SubjectId,
        Guid PurposeId,
        ConsentState State,
        IReadOnlyList<Modality> Modalities,
        DateTimeOffset EffectiveAt,
        string Notice,
        string Language,
        ConsentMethod Method,
        DateTimeOffset? ValidUntil = null
    )
    {
        public NewConsent ToConsent() =>
            new(
                SubjectId,
                PurposeId,
                State,
                (Modalities ?? []).AsSet(),
                EffectiveAt,
                ValidUntil,
                Notice,
                Language,
                Method
            );
    }

    /// <param name="Reason">Why the subject comes back; the ledger commits to it.</param>
    /// <param name="State">Given or renewed.</param>
    /// <param name="Modalities">At least one: an omitted list must not widen the consent.</param>
    private sealed record ReadmissionBody(
        string Reason,
        Guid PurposeId,
        ConsentState State,
        IReadOnlyList<Modality> Modalities,
        DateTimeOffset EffectiveAt,
        string Notice,
        string Language,
        ConsentMethod Method,
        DateTimeOffset? ValidUntil = null
    )
    {
        public NewConsent ToConsent(Guid subjectId) =>
            new(
                subjectId,
                PurposeId,
                State,
                (Modalities ?? []).AsSet(),
                EffectiveAt,
                ValidUntil,
                Notice,
                Language,
                Method
            );
    }

    /// <param name="Erasure">The erasure that keeps the subject out of imports; null when there is none.</param>
    private sealed record SubjectHistory(
        Guid Id,
        string Pseudonym,
        SubjectKind Kind,
        string? Note,
        IReadOnlyList<ConsentView> Records,
        SubjectErasure? Erasure
    );

    private sealed record SubjectView(
        Guid Id,
        string Pseudonym,
        SubjectKind Kind,
        IReadOnlyList<EffectiveView> Consents
    )
    {
        public static SubjectView Of(SubjectRow row) =>
            new(
                row.Subject.Id,
                row.Subject.Pseudonym,
                row.Subject.Kind,
                [
                    .. row.Consents.Select(c => new EffectiveView(
                        c.PurposeId,
                        c.RecordId,
                        c.State,
                        c.Permits,
                        [.. c.Modalities.Each()],
                        c.EffectiveAt,
                        c.ValidUntil
                    )),
                ]
            );
    }

    private sealed record EffectiveView(
        Guid PurposeId,
        Guid RecordId,
        ConsentState State,
        bool Permits,
        IReadOnlyList<Modality> Modalities,
        DateTimeOffset EffectiveAt,
        DateTimeOffset? ValidUntil
    );
}
