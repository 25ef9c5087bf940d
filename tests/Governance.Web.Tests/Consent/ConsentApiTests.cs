using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Governance.Access;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Tests.Access;

namespace Governance.Web.Tests.Consent;

public sealed class ConsentApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Header = "subject,purpose,state,modalities,effective_at,language\n";

    [Theory]
    [InlineData("")]
    [InlineData("?dryRun=true")]
    public async Task A_file_with_errors_is_refused_with_row_column_and_sentence_of_each(string query)
    {
        var purpose = await host.PurposeAsync();
        var script = await ScriptAsync();
        var subject = $"csv-{Guid.NewGuid():N}"[..16];
        using var answer = await PostAsync(
            script,
            query,
            $"{Header}{subject},{purpose.Code},given,all,2026-01-01,de\n{subject},{purpose.Code}x,given,,2026-01-01,{new string('d', 36)}\n"
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.Equal("/problems/consent-file-invalid", problem.GetProperty("type").GetString());
        Assert.Equal("The file has 2 errors; nothing is recorded.", problem.GetProperty("title").GetString());
        Assert.Equal(
            [(2, "purpose"), (2, "modalities")],
            problem
                .GetProperty("errors")
                .EnumerateArray()
                .Select(e => (e.GetProperty("row").GetInt32(), e.GetProperty("column").GetString()!))
        );
        Assert.Contains(
            $"Did you mean “{purpose.Code}”?",
            problem.GetProperty("errors")[0].GetProperty("remedy").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await host.Get<Consents>().SubjectsAsync(subject, null, 0, 10, PortalHost.Ct)).Total);
    }

    [Fact]
    public async Task A_file_without_errors_answers_with_its_report()
    {
        var purpose = await host.PurposeAsync();
        var script = await ScriptAsync();
        var file = $"{Header}{$"csv-{Guid.NewGuid():N}"[..16]},{purpose.Code},given,text,2026-01-01,de\n";
        foreach (var (query, applied) in new[] { ("?dryRun=true", false), ("", true) })
        {
            using var answer = await PostAsync(script, query, file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var report = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
            Assert.Equal(
                (1, applied),
                (report.GetProperty("added").GetInt32(), report.GetProperty("applied").GetBoolean())
            );
        }
    }

    [Fact]
    public async Task A_consent_names_its_modalities_and_keeps_to_its_columns()
    {
        var (purpose, subject, script) = (await host.PurposeAsync(), await host.SubjectAsync(), await ScriptAsync());
        async Task<HttpStatusCode> StatusAsync(object body)
        {
            using var answer = await script.PostAsJsonAsync("/api/v1/consents", body, PortalHost.Ct);
            return answer.StatusCode;
        }
        object Body(object? modalities, string language = "de") =>
            new
            {
                subjectId = subject.Id,
                purposeId = purpose.Id,
                state = "given",
                modalities,
                effectiveAt = host.Time.GetUtcNow().AddDays(-1),
                notice = "v1",
                language,
                method = "spoken",
            };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(Body(Array.Empty<string>())));
        Assert.InRange((int)await StatusAsync(Body(null)), 400, 422);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await StatusAsync(Body(new[] { "text" }, new string('d', 36)))
        );
        Assert.Empty(await host.Get<Consents>().HistoryAsync(subject.Id, PortalHost.Ct));
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(Body(new[] { "text" })));
        Assert.Equal(
            Modalities.Text,
            (await host.Get<Consents>().HistoryAsync(subject.Id, PortalHost.Ct)).Single().Modalities
        );
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient script, string query, string file) =>
        script.PostAsync(
            $"/api/v1/consents/csv{query}",
            new StringContent(file, Encoding.UTF8, "text/csv"),
            PortalHost.Ct
        );

    private async Task<HttpClient> ScriptAsync()
    {
        var (_, actor) = await host.AddPersonAsync(Roles.All);
        return host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
    }
}
