using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Consent;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Consent;

public sealed class WithdrawalPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Officer =
    [
        ConsentPolicies.Read,
        ConsentPolicies.Manage,
        ConsentPolicies.Withdraw,
        CatalogPolicies.Read,
    ];

    private BunitContext Page(params string[] permissions)
    {
        var page = host.Page(permissions);
        page.Services.AddSingleton(host.Get<Withdrawals>());
        return page;
    }

    private async Task<(Subject Subject, Purpose Purpose, DatasetVersion Version)> SealedAsync()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        var dataset = await host.DatasetAsync(subject, 4);
        await host.GiveAsync(subject, purpose);
        return (subject, purpose, await host.SealedAsync(dataset, purpose, 4));
    }

    [Fact]
    public async Task The_page_shows_what_it_reaches_and_one_press_withdraws_without_any_field()
    {
        var (subject, _, version) = await SealedAsync();
        await using var page = Page(Officer);
        var link = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id))
            .WaitForElement("a.btn--harm", Visitor.Patience);
        Assert.Equal($"/trust/consent/{subject.Id}/withdraw", link.GetAttribute("href"));
        var shown = page.Render<WithdrawPage>(p => p.Add(s => s.SubjectId, subject.Id));
        shown.Eventually(() =>
        {
            Assert.Equal("4", shown.Find("[data-holding=samples] strong").TextContent);
            Assert.Contains(version.Name, shown.Find("[data-holding=versions]").TextContent, StringComparison.Ordinal);
            Assert.Contains("everything is erased", shown.Find(".who").TextContent, StringComparison.Ordinal);
            Assert.Empty(shown.FindAll("input[required]"));
        });
        Assert.Empty(
            (await host.Get<Withdrawals>().ListAsync(PageWorld.Everything, subject.Id, null, null, PortalHost.Ct))
                .Value
                .Items
        );

        await shown.ClickAsync("button.btn--harm");
        var where = page.Services.GetRequiredService<NavigationManager>();
        shown.Eventually(() => Assert.Contains("/trust/withdrawals/", where.Uri, StringComparison.Ordinal));
        var id = Guid.Parse(where.Uri.Split('/')[^1]);
        await host.EndedAsync(
            (await host.Get<Withdrawals>().FindAsync(PageWorld.Everything, id, PortalHost.Ct)).Value.Run.Id
        );

        var followed = page.Render<WithdrawalPage>(p => p.Add(s => s.Id, id));
        followed.Eventually(() =>
        {
            var certificate = followed.Find(".certificate").TextContent;
            Assert.Contains("4 deleted", certificate, StringComparison.Ordinal);
            Assert.Contains("consent record", certificate, StringComparison.Ordinal);
        });
        var listed = page.Render<WithdrawalsPage>();
        listed.Eventually(() =>
            Assert.Contains(listed.FindAll("td a"), a => a.GetAttribute("href") == $"/trust/withdrawals/{id}")
        );
    }

    [Fact]
    public async Task One_purpose_of_two_leaves_the_data_for_the_other()
    {
        var (subject, purpose, _) = await SealedAsync();
        var other = await host.PurposeAsync();
        await host.GiveAsync(subject, other);
        await using var page = Page(Officer);
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo($"/trust/consent/{subject.Id}/withdraw?purpose={purpose.Code}");
        var shown = page.Render<WithdrawPage>(p => p.Add(s => s.SubjectId, subject.Id));
        shown.Eventually(() =>
        {
            Assert.Equal("0", shown.Find("[data-holding=samples] strong").TextContent);
            Assert.Equal("1", shown.Find("[data-holding=versions] strong").TextContent);
            Assert.Contains(other.Title, shown.Find(".who").TextContent, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task One_modality_keeps_the_others_and_a_script_names_it_explicitly()
    {
        var (subject, _, _) = await SealedAsync();
        await using var page = Page(Officer);
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo($"/trust/consent/{subject.Id}/withdraw?modality=text");
        var shown = page.Render<WithdrawPage>(p => p.Add(s => s.SubjectId, subject.Id));
        shown.Eventually(() =>
        {
            Assert.Equal("0", shown.Find("[data-holding=samples] strong").TextContent);
            Assert.Contains("Withdraws the consent for text", shown.Find(".who").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("everything is erased", shown.Markup, StringComparison.Ordinal);
        });

        var (_, actor) = await host.AddPersonAsync(Roles.Compliance);
        var script = host.Script((await host.TokenAsync(actor, ConsentPolicies.Read, ConsentPolicies.Withdraw)).Secret);
        var empty = await script.PostAsJsonAsync(
            "/api/v1/withdrawals/dry-run",
            new
            {
                subjectId = subject.Id,
                allPurposes = true,
                modalities = Array.Empty<string>(),
            },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        var neither = await script.PostAsJsonAsync(
            "/api/v1/withdrawals/dry-run",
            new { subjectId = subject.Id, modalities = new[] { "text" } },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, neither.StatusCode);
        var plan = await script.PostAsJsonAsync(
            "/api/v1/withdrawals/dry-run",
            new
            {
                subjectId = subject.Id,
                allPurposes = true,
                modalities = new[] { "text" },
            },
            PortalHost.Ct
        );
        var planned = await plan.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.True(plan.IsSuccessStatusCode, planned.ToString());
        Assert.False(planned.GetProperty("erases").GetBoolean());
        Assert.Equal("text", planned.GetProperty("modalities")[0].GetString());
    }

    [Fact]
    public async Task The_page_of_an_erased_subject_says_so_and_only_an_officer_records_a_new_consent_with_the_reason()
    {
        var (subject, purpose, _) = await SealedAsync();
        var withdrawal = await host.Get<Withdrawals>()
            .WithdrawAsync(
                PageWorld.Everything,
                subject.Id,
                WithdrawnPurposes.All,
                null,
                ConsentMethod.Spoken,
                PortalHost.Ct
            );
        await host.EndedAsync(withdrawal.Value.RunId);
        await using (var page = Page(ConsentPolicies.Read, ConsentPolicies.Manage, CatalogPolicies.Read))
        {
            var steward = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id));
            steward.Eventually(() =>
                Assert.Contains("Imports leave", steward.Find(".banner--warn").TextContent, StringComparison.Ordinal)
            );
            Assert.DoesNotContain(steward.FindAll("button"), b => b.TextContent.Contains("Record consent"));
        }

        await using var officers = Page([.. Officer, ConsentPolicies.Readmit]);
        var shown = officers.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id));
        var card = $"[data-purpose={purpose.Code}]";
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll($"{card} button[aria-expanded]")));
        await shown.ClickAsync($"{card} button[aria-expanded]");
        shown.Eventually(() => Assert.NotEmpty(shown.FindAll($"{card} form")));
        Assert.Contains(
            "Reason why the subject comes back",
            shown.Find($"{card} form").TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(["Given", "Renewed"], shown.FindAll($"{card} form select")[0].Children.Select(o => o.TextContent));
    }

    [Fact]
    public async Task A_steward_without_the_permission_sees_no_way_in()
    {
        var subject = await host.SubjectAsync();
        await using var page = Page(ConsentPolicies.Read, ConsentPolicies.Manage);
        var shown = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id));
        shown.WaitForElement("h1", Visitor.Patience);
        Assert.DoesNotContain(shown.FindAll("a"), a =>
            a.GetAttribute("href")?.EndsWith("/withdraw", StringComparison.Ordinal) == true
        );
    }

    [Fact]
    public async Task A_script_tries_it_first_and_then_withdraws()
    {
        var (subject, purpose, _) = await SealedAsync();
        var (_, actor) = await host.AddPersonAsync(Roles.Compliance);
        var script = host.Script((await host.TokenAsync(actor, ConsentPolicies.Read, ConsentPolicies.Withdraw)).Secret);

        var plan = await script.PostAsJsonAsync(
            "/api/v1/withdrawals/dry-run",
            new { subjectId = subject.Id, allPurposes = true },
            PortalHost.Ct
        );
        var planned = await plan.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.True(plan.IsSuccessStatusCode, planned.ToString());
        Assert.True(planned.GetProperty("erases").GetBoolean());
        Assert.Equal([purpose.Code], planned.GetProperty("withdraws").EnumerateArray().Select(p => p.GetString()));

        var begun = await script.PostAsJsonAsync(
            "/api/v1/withdrawals",
            new
            {
                subjectId = subject.Id,
                allPurposes = true,
                reason = "moved away",
            },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var id = (await begun.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct))
            .GetProperty("withdrawal")
            .GetProperty("id")
            .GetGuid();
        Assert.Equal($"/api/v1/withdrawals/{id}", begun.Headers.Location!.ToString());
        await host.EndedAsync(
            (await host.Get<Withdrawals>().FindAsync(PageWorld.Everything, id, PortalHost.Ct)).Value.Run.Id
        );

        var answer = await script.GetFromJsonAsync<JsonElement>($"/api/v1/withdrawals/{id}", PortalHost.Ct);
        Assert.Equal("done", answer.GetProperty("withdrawal").GetProperty("state").GetString());
        Assert.Equal(
            4,
            answer
                .GetProperty("steps")
                .EnumerateArray()
                .Single(s => s.GetProperty("holding").GetString() == "samples")
                .GetProperty("done")
                .GetInt32()
        );
        var list = await script.GetFromJsonAsync<JsonElement>(
            $"/api/v1/withdrawals?subjectId={subject.Id}",
            PortalHost.Ct
        );
        Assert.Equal(id, list.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid());
        var again = await script.PostAsJsonAsync(
            "/api/v1/withdrawals",
            new { subjectId = subject.Id, allPurposes = true },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }
}
