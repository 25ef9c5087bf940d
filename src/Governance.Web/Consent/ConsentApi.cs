using Governance.Consent;
using Governance.Platform;
using Governance.Web.Api;

namespace Governance.Web.Consent;

internal static class ConsentApi
{
    public static void MapConsent(this RouteGroupBuilder api)
    {
        MapSubjects(api.MapGroup("/subjects").WithTags("Consent").RequireAuthorization(ConsentPolicies.Read));
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
            .WithSummary("Subjects with the consent that counts for each purpose, now or at a past instant")
            .Produces<Page<SubjectView>>();
        subjects
            .MapGet("/{id:guid}", async (Guid id, Consents consents, CancellationToken ct) =>
                await consents.FindSubjectAsync(id, ct) is { } subject
                    ? TypedResults.Ok(
                        new SubjectHistory(
                            subject.Id,
                            subject.Pseudonym,
                            subject.Kind,
                            subject.Note,
                            [.. (await consents.HistoryAsync(id, ct)).Select(ConsentView.Of)]
                        )
                    )
                    : ApiResults.Problem(new NotFound("subject", id.ToString()))
            )
            .WithName("GetSubject")
            .WithSummary("A subject with everything ever recorded")
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

    private static void MapPurposes(RouteGroupBuilder purposes)
    {
        purposes
            .MapGet("", async (Consents consents, CancellationToken ct) =>
                TypedResults.Ok(new Page<Purpose>(await consents.PurposesAsync(ct), null))
            )
            .WithName("ListPurposes")
            .WithSummary("What data may be used for");
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
            .WithSummary("Consent records, newest arrival first")
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
            .WithSummary("Record a consent event: given, refused, withdrawn …")
            .Produces<ConsentView>(StatusCodes.Status201Created);
        consents
            .MapPost("/csv", async (HttpRequest request, ConsentCsv csv, bool? dryRun, CancellationToken ct) =>
                Answer(await csv.ReadAsync(request.HttpContext.Actor(), request.Body, dryRun != true, ct))
            )
            .WithName("ImportConsents")
            .WithSummary(
                "Record consents from a CSV file, all rows or none; dryRun=true only says what would "
                    + "happen. A file with errors is refused with each of them"
            )
            .Accepts<string>("text/csv")
            .Produces<ConsentCsvReport>();
    }

    /// <summary>The report, or what is wrong with the file: a problem whose <c>errors</c> name row, column and sentence.</summary>
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

    /// <param name="Modalities">At least one: leaving it out must not widen what somebody agreed to.</param>
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

    private sealed record SubjectHistory(
        Guid Id,
        string Pseudonym,
        SubjectKind Kind,
        string? Note,
        IReadOnlyList<ConsentView> Records
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
