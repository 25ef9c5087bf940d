using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Governance.Access;
using Governance.Platform;
using Governance.Web.Tests.Access;

namespace Governance.Web.Tests.Ethics;

public sealed class EthicsApiTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task A_script_carries_a_review_from_submission_to_its_decision()
    {
        var emil = await ScriptAsync(await host.OnlyMemberAsync());
        var steward = await ScriptAsync((await host.AddPersonAsync(Roles.Steward)).Actor);
        var version = (await host.TrainedAsync()).Version;
        var body = new
        {
            modelVersionId = version.Id,
            alias = "champion",
            title = "Daily use",
            laySummary = "It looks at photos.",
            risks = new[]
            {
                new
                {
                    what = "A leak is missed.",
                    level = "high",
                    measures = new[] { "An inspector looks." },
                },
            },
        };
        await ProblemAsync(
            await emil.PostAsJsonAsync("/api/v1/reviews", body, PortalHost.Ct),
            HttpStatusCode.Forbidden,
            "not-allowed"
        );
        using var made = await steward.PostAsJsonAsync("/api/v1/reviews", body, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        await ProblemAsync(
            await steward.PostAsJsonAsync("/api/v1/reviews", body, PortalHost.Ct),
            HttpStatusCode.Conflict,
            "review-under-way"
        );
        await ProblemAsync(
            await steward.PostAsJsonAsync("/api/v1/reviews", body with { title = "" }, PortalHost.Ct),
            HttpStatusCode.UnprocessableEntity,
            "title-invalid"
        );

        await ProblemAsync(
            await emil.PostAsync($"{path}/open", null, PortalHost.Ct),
            HttpStatusCode.Conflict,
            "no-quorum"
        );
        await DoneAsync(await emil.PutAsJsonAsync($"{path}/presence", new { present = true }, PortalHost.Ct));
        using var condition = await emil.PostAsJsonAsync(
            $"{path}/conditions",
            new
            {
                kind = "minimumGroupSize",
                words = "small groups",
                minimum = 30,
            },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Created, condition.StatusCode);
        await DoneAsync(await emil.PostAsync($"{path}/open", null, PortalHost.Ct));
        await ProblemAsync(
            await steward.PostAsJsonAsync($"{path}/votes", new { choice = "for" }, PortalHost.Ct),
            HttpStatusCode.Forbidden,
            "not-on-the-board"
        );
        await DoneAsync(await emil.PostAsJsonAsync($"{path}/votes", new { choice = "for" }, PortalHost.Ct));
        using var closed = await emil.PostAsync($"{path}/close", null, PortalHost.Ct);
        var decided = await closed.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.Equal("approvedWithConditions", decided.GetProperty("row").GetProperty("state").GetString());
        Assert.Equal(64, decided.GetProperty("decisionDigest").GetString()!.Length);
        Assert.False(decided.GetProperty("conditions")[0].GetProperty("holds").GetBoolean());
        await ProblemAsync(
            await emil.PostAsync($"{path}/close", null, PortalHost.Ct),
            HttpStatusCode.Conflict,
            "vote-not-open"
        );

        var list = await steward.GetFromJsonAsync<JsonElement>(
            $"/api/v1/reviews?show=decided&modelVersionId={version.Id}",
            PortalHost.Ct
        );
        Assert.Equal("champion", list.GetProperty("items")[0].GetProperty("alias").GetString());
        Assert.True(
            (await steward.GetFromJsonAsync<JsonElement>("/api/v1/reviews/counts", PortalHost.Ct))
                .GetProperty("approved")
                .GetInt32() > 0
        );
    }

    [Fact]
    public async Task Only_an_administrator_appoints_and_an_annotator_reads_no_reviews()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Ethics);
        var administrator = await ScriptAsync(host.Administrator);
        var annotator = await ScriptAsync((await host.AddPersonAsync(Roles.Annotator)).Actor);
        await ProblemAsync(
            await annotator.GetAsync("/api/v1/reviews", PortalHost.Ct),
            HttpStatusCode.Forbidden,
            "not-allowed"
        );
        var seat = new { userId = user.Id, kind = "community" };
        using var appointed = await administrator.PostAsJsonAsync("/api/v1/ethics-members", seat, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Created, appointed.StatusCode);
        await ProblemAsync(
            await administrator.PostAsJsonAsync("/api/v1/ethics-members", seat, PortalHost.Ct),
            HttpStatusCode.Conflict,
            "already-on-the-board"
        );
        await DoneAsync(await administrator.PostAsync($"{appointed.Headers.Location}/end", null, PortalHost.Ct));
        await ProblemAsync(
            await administrator.GetAsync($"/api/v1/reviews/{Guid.NewGuid()}", PortalHost.Ct),
            HttpStatusCode.NotFound,
            "not-found"
        );
    }

    private async Task<HttpClient> ScriptAsync(Actor actor) =>
        host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);

    private static async Task DoneAsync(HttpResponseMessage answer)
    {
        using (answer)
            Assert.True(
                answer.StatusCode == HttpStatusCode.NoContent,
                await answer.Content.ReadAsStringAsync(PortalHost.Ct)
            );
    }

    private static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using (answer)
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
            Assert.Equal((status, $"/problems/{code}"), (answer.StatusCode, problem.GetProperty("type").GetString()));
        }
    }
}
