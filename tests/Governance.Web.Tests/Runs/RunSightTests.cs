using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Audits;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Components;
using Governance.Web.Runs;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;

namespace Governance.Web.Tests.Runs;

/// <summary>The title of a run, its file names and its starter are visible to those who may read its subject matter.</summary>
public sealed class RunSightTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task An_annotator_gets_404_for_the_run_of_another_as_for_one_that_does_not_exist()
    {
        var (_, annotator) = await host.AddPersonAsync(Roles.Annotator);
        var (_, auditor) = await host.AddPersonAsync(Roles.Auditor);
        var (blind, seeing) = (
            host.Script((await host.TokenAsync(annotator, "*")).Secret),
            host.Script((await host.TokenAsync(auditor, "*")).Secret)
        );
        var run = await RunAsync(ImportJob.Kind, Guid.NewGuid());
        var own = await RunAsync(ImportJob.Kind, annotator.UserId);

        foreach (var path in new[] { "", "/refusals" })
        {
            using var seen = await seeing.GetAsync($"/api/v1/runs/{run}{path}", PortalHost.Ct);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
            using var unseen = await blind.GetAsync($"/api/v1/runs/{run}{path}", PortalHost.Ct);
            using var missing = await blind.GetAsync($"/api/v1/runs/{Guid.NewGuid()}{path}", PortalHost.Ct);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unseen.StatusCode, missing.StatusCode));
            Assert.Equal(await TypeAsync(missing), await TypeAsync(unseen));
            using var mine = await blind.GetAsync($"/api/v1/runs/{own}{path}", PortalHost.Ct);
            Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        }
        using (var cancel = await blind.PostAsync($"/api/v1/runs/{run}/cancel", null, PortalHost.Ct))
            Assert.Equal(HttpStatusCode.NotFound, cancel.StatusCode);
        var listed = await blind.GetStringAsync("/api/v1/runs", PortalHost.Ct);
        Assert.Contains(own.ToString(), listed, StringComparison.Ordinal);
        Assert.DoesNotContain(run.ToString(), listed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_run_names_a_permission_that_exists()
    {
        var known = host.Get<IEnumerable<Permission>>().Select(p => p.Name).ToHashSet();
        var kinds = host.Get<IEnumerable<RunKind>>().ToList();
        Assert.True(kinds.Count >= 9);
        Assert.All(kinds, k => Assert.Contains(k.ReadWith, known));
        var reads = kinds.ToDictionary(k => k.Kind, k => k.ReadWith);
        Assert.Equal(
            (ConsentPolicies.Read, ModelsPolicies.Read, AuditsPolicies.Read),
            (reads[WithdrawalJob.Kind], reads[TrainJob.Kind], reads[AuditJob.Kind])
        );
    }

    [Fact]
    public async Task The_top_bar_and_the_page_of_a_run_show_an_annotator_no_runs_of_others()
    {
        var run = await RunAsync(ImportJob.Kind, Guid.NewGuid(), RunState.Running);
        await using var page = host.Page(PlatformPolicies.ReadRuns);
        var bar = page.Render<RunPill>();
        var shown = page.Render<RunPage>(p => p.Add(r => r.Id, run));
        shown.Eventually(() => Assert.Contains("Job not found", shown.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Meals of Mary", shown.Markup + bar.Markup, StringComparison.Ordinal);

        await using var seeing = host.Page(PlatformPolicies.ReadRuns, "catalog.read");
        var seen = seeing.Render<RunPill>();
        seen.Eventually(() => Assert.Contains("Meals of Mary", seen.Markup, StringComparison.Ordinal));
        await using var db = host.Db();
        var row = (await db.FindAsync<Run>([run], PortalHost.Ct))!;
        row.State = RunState.Succeeded;
        row.FinishedAt = row.CreatedAt;
        await db.SaveChangesAsync(PortalHost.Ct);
    }

    private async Task<Guid> RunAsync(string kind, Guid startedBy, RunState state = RunState.Succeeded)
    {
        var now = host.Time.GetUtcNow();
        var run = new Run
        {
            Kind = kind,
            TitleMessage = new WrittenMessage("Meals of Mary"),
            TargetId = Guid.NewGuid(),
            StartedById = startedBy,
            StartedBy = "Stefan",
            CreatedAt = now,
            State = state,
            HeartbeatAt = now.AddHours(1),
            FinishedAt = state == RunState.Running ? null : now,
        };
        await using var db = host.Db();
        db.AddRange(
            run,
            new RunRefusal
            {
                RunId = run.Id,
                Code = "x",
                File = "photos/mary.jpg",
                Reason = new WrittenMessage("x"),
                WrittenRemedy = "x",
            }
        );
        await db.SaveChangesAsync(PortalHost.Ct);
        return run.Id;
    }

    private static async Task<string?> TypeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("type").GetString();
}
