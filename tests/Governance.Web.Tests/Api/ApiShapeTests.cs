using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Governance.Access;
using Governance.Audits;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Api;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Routing;

namespace Governance.Web.Tests.Api;

public sealed partial class ApiShapeTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("GET", "/api/v1/me")]
    [InlineData("POST", "/api/v1/users")]
    [InlineData("GET", "/api/v1/no-such-thing")]
    public async Task Without_a_sign_in_the_answer_is_401_as_problem_details_and_no_redirect(string method, string path)
    {
        using var answer = await host.Browser().SendAsync(new(new(method), path), PortalHost.Ct);
        var problem = await ProblemAsync(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("/problems/sign-in-missing", problem.GetProperty("type").GetString());
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task Without_the_permission_the_answer_is_403_and_names_it()
    {
        var script = await ScriptAsync(Roles.Annotator);
        using var answer = await script.GetAsync("/api/v1/users", PortalHost.Ct);
        var problem = await ProblemAsync(answer, HttpStatusCode.Forbidden);
        Assert.Equal("/problems/not-allowed", problem.GetProperty("type").GetString());
        Assert.Contains(AccessPolicies.ReadUsers, problem.GetProperty("title").GetString(), StringComparison.Ordinal);

        // Of two permissions the missing one.
        var ethics = await ScriptAsync(Roles.Ethics);
        using var audit = await ethics.PostAsJsonAsync(
            "/api/v1/audits",
            new { modelVersionId = Guid.CreateVersion7() },
            PortalHost.Ct
        );
        var refused = await ProblemAsync(audit, HttpStatusCode.Forbidden);
        Assert.Contains(AuditsPolicies.Run, refused.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/no-such-thing", "no-such-resource")]
    [InlineData("/api/v1/runs/not-a-guid", "no-such-resource")]
    [InlineData("/api/v1/runs/01a208c6-0000-7000-8000-000000000000", "not-found")]
    [InlineData("/api/v1/runs/01a208c6-0000-7000-8000-000000000000/refusals", "not-found")]
    public async Task What_is_not_there_is_404_as_problem_details(string path, string code)
    {
        var script = await ScriptAsync(Roles.Steward);
        using var answer = await script.GetAsync(path, PortalHost.Ct);
        var problem = await ProblemAsync(answer, HttpStatusCode.NotFound);
        Assert.Equal($"/problems/{code}", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_value_that_does_not_parse_is_named_in_the_callers_words()
    {
        var script = await ScriptAsync(Roles.Steward);
        using var answer = await script.GetAsync("/api/v1/embedding-runs?versionId=seven", PortalHost.Ct);
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal("“seven” is not a valid value of “versionId”.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(
        "/api/v1/runs?datasetid=01a208c6-0000-7000-8000-000000000000&sise=5",
        "There is no query parameter “sise” here. Did you mean “size”? " + "Known: “cursor”, “datasetId”, “size”."
    )]
    [InlineData("/api/v1/me?of=somebody", "There is no query parameter “of” here. There is none; leave it out.")]
    [InlineData("/api/v1/runs?size=1&size=2", "The query parameter “size” is given 2 times.")]
    public async Task A_query_parameter_that_an_operation_does_not_know_is_refused_by_name(string path, string words)
    {
        using var answer = await (await ScriptAsync(Roles.Steward)).GetAsync(path, PortalHost.Ct);
        Assert.Contains(words, await DetailAsync(answer, HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_without_a_body_takes_none()
    {
        var script = await ScriptAsync(Roles.All);
        var path = $"/api/v1/versions/{Guid.CreateVersion7()}/seal";
        using var loose = await script.PostAsJsonAsync(path, new { size = 10 }, PortalHost.Ct);
        Assert.Contains(
            "There is no “size” here. There is none; leave it out.",
            await DetailAsync(loose, HttpStatusCode.BadRequest),
            StringComparison.Ordinal
        );
        using var empty = await script.PostAsJsonAsync(path, new { }, PortalHost.Ct);
        await ProblemAsync(empty, HttpStatusCode.NotFound);
        using var nothing = await script.PostAsync(path, null, PortalHost.Ct);
        await ProblemAsync(nothing, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("\\u0000", "the character NUL at character 2")]
    [InlineData("\\ud800", "half a character")]
    [InlineData("\\ufffe", "U+FFFE, which is not a character, at character 2")]
    public async Task Unfit_text_is_422_and_names_its_field(string escape, string said)
    {
        var script = await ScriptAsync(Roles.Steward);
        using var json = Body($$"""{"name":"a{{escape}}"}""");
        using var body = await script.PostAsync("/api/v1/datasets", json, PortalHost.Ct);
        var problem = await ProblemAsync(body, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("/problems/unfit-text", problem.GetProperty("type").GetString());
        Assert.Equal("name", problem.GetProperty("field").GetString());
        Assert.Contains(said, problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/subjects?search=a%00", "search")]
    [InlineData("/api/v1/models/a%EF%BF%BE", "name")]
    [InlineData("/api/v1/models?cursor=AA", "cursor")]
    public async Task Unfit_text_in_the_address_is_422_too(string path, string field)
    {
        using var answer = await (await ScriptAsync(Roles.All)).GetAsync(path, PortalHost.Ct);
        var problem = await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.Contains(field, problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_succeed_later_is_503() =>
        Assert.Equal((int)HttpStatusCode.ServiceUnavailable, ApiResults.DetailsOf(new ModelIsBusy(1)).Status);

    [Fact]
    public async Task A_refusal_is_422_with_what_and_remedy()
    {
        var script = await ScriptAsync(Roles.Administrator);
        var roles = Array.Empty<string>();
        var person = new
        {
            email = "b@example.org",
            displayName = "B",
            password = "short",
            roles,
        };
        using var answer = await script.PostAsJsonAsync("/api/v1/users", person, PortalHost.Ct);
        var problem = await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("/problems/password-too-weak", problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("{ not json", "line 1, character 3")]
    [InlineData("""{"email":1}""", "email: 1 does not belong here. Write text.")]
    [InlineData(
        """{"email":"b@example.org","displayName":"B","pasword":"a long enough one","roles":[]}""",
        "There is no “pasword” here. Did you mean “password”?"
    )]
    [InlineData(
        """{"email":"b@example.org","displayName":"B","password":"a long enough one"}""",
        "“roles” is missing."
    )]
    [InlineData(
        """{"email":"b@example.org","displayName":"B","password":"a long enough one","roles":null}""",
        "roles: null is not allowed here."
    )]
    [InlineData(
        """{"email":"b@example.org","displayName":"B","password":"a long enough one","roles":[null]}""",
        "roles[0]: null is not allowed here."
    )]
    [InlineData("null", "")]
    public async Task A_body_that_cannot_be_read_is_400_in_words(string body, string words)
    {
        var script = await ScriptAsync(Roles.Administrator);
        using var json = Body(body);
        using var answer = await script.PostAsync("/api/v1/users", json, PortalHost.Ct);
        var detail = await DetailAsync(answer, HttpStatusCode.BadRequest);
        Assert.Contains(words, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_method_and_the_wrong_media_type_are_problem_details_too()
    {
        var script = await ScriptAsync(Roles.Administrator);
        using var text = new StringContent("x", Encoding.UTF8, "text/plain");
        using var form = await script.PostAsync("/api/v1/users", text, PortalHost.Ct);
        await ProblemAsync(form, HttpStatusCode.UnsupportedMediaType);
        using var verb = await script.DeleteAsync("/api/v1/users", PortalHost.Ct);
        await ProblemAsync(verb, HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_change_signed_in_by_cookie_needs_the_header_that_another_site_cannot_send()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Steward);
        var browser = await host.SignedInAsync(user.Email);
        var body = new
        {
            name = "x",
            scopes = new[] { "*" },
            expiresAt = host.Time.GetUtcNow().AddDays(1),
        };
        using var without = await browser.PostAsJsonAsync("/api/v1/tokens", body, PortalHost.Ct);
        var refused = await ProblemAsync(without, HttpStatusCode.Forbidden);
        Assert.Equal("/problems/request-header-missing", refused.GetProperty("type").GetString());
        using var reading = await browser.GetAsync("/api/v1/tokens", PortalHost.Ct);
        Assert.Equal(HttpStatusCode.OK, reading.StatusCode);

        browser.DefaultRequestHeaders.Add("X-Governance-Request", "1");
        using var with = await browser.PostAsJsonAsync("/api/v1/tokens", body, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Created, with.StatusCode);
        Assert.StartsWith("/api/v1/tokens/", with.Headers.Location!.ToString(), StringComparison.Ordinal);

        // A token is not a cookie: a page of another site cannot send it.
        var created = await with.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        var secret = created.GetProperty("secret").GetString()!;
        using var byToken = await host.Script(secret).PostAsJsonAsync("/api/v1/tokens", body, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Created, byToken.StatusCode);
    }

    [Fact]
    public async Task The_description_of_the_API_lists_every_route_and_only_asks_for_a_token()
    {
        using var answer = await host.Browser().GetAsync("/openapi/v1.json", PortalHost.Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        Assert.Equal("bearer", schemes.GetProperty("token").GetProperty("scheme").GetString());

        var described = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}"))
            .ToHashSet();
        var mapped = (
            from endpoint in host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let route = endpoint.RoutePattern.RawText!
            where
                route.TrimStart('/').StartsWith("api/v1/", StringComparison.Ordinal)
                && !route.Contains("**", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select $"{method} /{Constraints().Replace(route.Trim('/'), "{$1}")}"
        ).ToHashSet();
        Assert.True(mapped.Count > 10);
        Assert.Empty(mapped.Except(described));

        var operations = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject())
            .Select(o => o.Value)
            .ToList();
        Assert.All(operations, o =>
            Assert.True(o.TryGetProperty("operationId", out _) && o.TryGetProperty("summary", out _), o.ToString())
        );
        Assert.All(operations, o =>
            Assert.DoesNotContain(o.GetProperty("tags").EnumerateArray(), t => t.GetString() == "Governance.Web")
        );
        var ids = operations.Select(o => o.GetProperty("operationId").GetString());
        Assert.Equal(operations.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Every_list_refuses_a_cursor_that_it_did_not_give_and_describes_its_pages()
    {
        var document = await host.Browser().GetFromJsonAsync<JsonElement>("/openapi/v1.json", PortalHost.Ct);
        var lists = document
            .GetProperty("paths")
            .EnumerateObject()
            .Where(p =>
                p.Value.TryGetProperty("get", out var get)
                && get.TryGetProperty("parameters", out var parameters)
                && parameters.EnumerateArray().Any(q => q.GetProperty("name").GetString() == "cursor")
            )
            .ToDictionary(p => p.Name, p => p.Value.GetProperty("get"));
        Assert.True(lists.Count > 25, $"{lists.Count} lists");
        Assert.All(lists, l =>
            Assert.True(
                l.Value.GetProperty("responses").GetProperty("200").TryGetProperty("content", out _),
                $"{l.Key} does not say what it answers."
            )
        );

        var script = await ScriptAsync(Roles.All);
        foreach (var path in lists.Keys.Where(p => !p.Contains('{', StringComparison.Ordinal)))
        {
            // A text that is not a cursor, and a well-formed cursor of another list unless keys are texts.
            var isKeyText = path is "/api/v1/models" or "/api/v1/users" or "/api/v1/label-schemas";
            foreach (var cursor in isKeyText ? ["!"] : new[] { "!", Cursor.Write("none of these") })
            {
                var page = $"{path}?cursor={cursor}";
                using var answer = await script.GetAsync(page, PortalHost.Ct);
                Assert.True(answer.StatusCode == HttpStatusCode.UnprocessableEntity, $"{page}: {answer.StatusCode}");
                var refused = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
                Assert.Equal("/problems/cursor-unknown", refused.GetProperty("type").GetString());
            }
        }
    }

    [Fact]
    public async Task A_list_is_followed_to_its_end_by_its_cursors()
    {
        await host.AddPersonAsync(Roles.Auditor);
        var script = await ScriptAsync(Roles.Administrator);
        var (emails, next) = (new List<string>(), "");
        do
        {
            var users = $"/api/v1/users?size=1{(next is "" ? "" : $"&cursor={next}")}";
            var page = await script.GetFromJsonAsync<JsonElement>(users, PortalHost.Ct);
            emails.Add(page.GetProperty("items").EnumerateArray().Single().GetProperty("email").GetString()!);
            next = page.GetProperty("next").GetString();
        } while (next is not null);
        Assert.True(emails.Count >= 3);
        Assert.Equal(emails.Count, emails.Distinct().Count());
    }

    [Fact]
    public async Task Every_answer_carries_the_security_headers_and_the_API_page_a_nonce()
    {
        using var page = await host.Browser().GetAsync("/account/sign-in", PortalHost.Ct);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);

        using var reading = await host.Browser().GetAsync("/api/", PortalHost.Ct);
        var html = await reading.Content.ReadAsStringAsync(PortalHost.Ct);
        var nonce = Nonce().Match(html).Groups[1].Value;
        Assert.NotEmpty(nonce);
        var ofReading = reading.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"'nonce-{nonce}'", ofReading, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_liveness_and_the_readiness_check_answer()
    {
        Assert.Equal("Healthy", await host.Browser().GetStringAsync("/healthz", PortalHost.Ct));
        var ready = await host.Browser().GetFromJsonAsync<JsonElement>("/readyz", PortalHost.Ct);
        Assert.True(ready.GetProperty("ready").GetBoolean());
        var checks = ready.GetProperty("checks").EnumerateObject().Select(c => c.Name);
        Assert.Equal(["blobs", "database", "migrations", "space"], checks.Order());
    }

    private async Task<HttpClient> ScriptAsync(params string[] roles)
    {
        var (_, actor) = await host.AddPersonAsync(roles);
        return host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<string> DetailAsync(HttpResponseMessage answer, HttpStatusCode status) =>
        (await ProblemAsync(answer, status)).GetProperty("detail").GetString()!;

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        return problem;
    }

    [GeneratedRegex(@"\{(\w+)(:[^}]+|\?)\}")]
    private static partial Regex Constraints();

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
