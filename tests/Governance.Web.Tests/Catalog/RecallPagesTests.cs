using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Bunit;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Web.Catalog;
using Governance.Web.Consent;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Catalog;

/// <summary>How a recipient is reached, the notices after a withdrawal, and the certificate, on pages and through the API.</summary>
public sealed class RecallPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Officer = [ConsentPolicies.Read, CatalogPolicies.Read, CatalogPolicies.Export];

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

    /// <summary>A withdrawal after an export with an e-mail address; this portal has no mail server.</summary>
    private async Task<(Guid Withdrawal, Guid Export, Subject Subject)> WithdrawnAsync()
    {
        var (subject, purpose, version) = await SealedAsync();
        var exports = host.Get<Exports>();
        var export = (
            await exports.PrepareAsync(
                PageWorld.Everything,
                version.Id,
                new(purpose.Code, "Institute", new("data@institute.example")),
                PortalHost.Ct
            )
        )
            .Value
            .Export;
        var delivery = await exports.DeliverAsync(PageWorld.Everything, version.Id, export.Id, PortalHost.Ct);
        await delivery.Value.WriteToAsync(new MemoryStream(), PortalHost.Ct);
        var withdrawal = (
            await host.Get<Withdrawals>()
                .WithdrawAsync(
                    PageWorld.Everything,
                    subject.Id,
                    WithdrawnPurposes.All,
                    null,
                    ConsentMethod.Spoken,
                    PortalHost.Ct
                )
        ).Value;
        await host.EndedAsync(withdrawal.RunId);
        return (withdrawal.Id, export.Id, subject);
    }

    [Fact]
    public async Task The_form_takes_ways_to_reach_the_recipient_and_shows_the_secret_once()
    {
        var (_, purpose, version) = await SealedAsync();
        await using var page = Page(Officer);
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo($"/versions/{version.Id}/export?purpose={purpose.Code}");
        var shown = page.Render<ExportPage>(p => p.Add(e => e.VersionId, version.Id));
        shown.WaitForElement("form input", Visitor.Patience);
        await shown.ChangeAsync("form input:not([type=email]):not([inputmode])", "Institute");
        await shown.ChangeAsync("form input[type=email]", "data@institute.example");
        await shown.ChangeAsync("form input[inputmode=url]", "https://10.0.0.1/recall");
        await shown.SubmitAsync();
        shown.Eventually(() =>
            Assert.Contains("is inside a private or reserved network", shown.Markup, StringComparison.Ordinal)
        );
        await shown.ChangeAsync("form input[inputmode=url]", "https://institute.example/recall");
        await shown.SubmitAsync();
        shown.Eventually(() =>
        {
            Assert.StartsWith("gws_", shown.Find(".secret").TextContent, StringComparison.Ordinal);
            Assert.Contains("https://institute.example/recall", shown.Markup, StringComparison.Ordinal);
        });

        var address = page.Services.GetRequiredService<NavigationManager>().Uri;
        await using var later = Page(Officer);
        later.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var again = later.Render<ExportPage>(p => p.Add(e => e.VersionId, version.Id));
        again.Eventually(() => Assert.Contains("data@institute.example", again.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("gws_", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_is_listed_printed_and_ticked_off_and_stands_on_every_page_that_knows_the_export()
    {
        var (withdrawal, exportId, subject) = await WithdrawnAsync();
        var notice = (
            await host.Get<RecallNotices>().ListAsync(PageWorld.Everything, new(withdrawal), null, null, PortalHost.Ct)
        ).Value.Items.Single();
        await using var page = Page(Officer);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("/trust/recalls?state=to-do");
        var list = page.Render<RecallsPage>();
        list.Eventually(() =>
        {
            Assert.Contains(list.FindAll("a.name"), a =>
                a.GetAttribute("href") == $"/trust/recalls/{notice.Notice.Id}"
            );
            Assert.Contains("no mail server", list.Markup, StringComparison.Ordinal);
        });

        var shown = page.Render<RecallPage>(p => p.Add(n => n.Id, notice.Notice.Id));
        shown.Eventually(() =>
        {
            Assert.Contains("by hand: to do", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("4 samples to delete", shown.Markup, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(subject.Pseudonym, shown.Markup, StringComparison.Ordinal);
        await shown.ClickAsync(".page-actions .btn--primary");
        shown.Eventually(() =>
        {
            Assert.Contains("by hand: done", shown.Markup, StringComparison.Ordinal);
            Assert.Empty(shown.FindAll(".page-actions .btn--primary"));
        });

        var certificate = page.Render<CertificatePage>(p => p.Add(c => c.Id, withdrawal));
        certificate.Eventually(() =>
        {
            Assert.Contains(
                "by hand: to do",
                certificate.Find("[data-label='When issued']").TextContent,
                StringComparison.Ordinal
            );
            Assert.Contains(
                "by hand: done",
                certificate.Find("[data-label=Now]").TextContent,
                StringComparison.Ordinal
            );
        });
        var followed = page.Render<WithdrawalPage>(p => p.Add(w => w.Id, withdrawal));
        followed.Eventually(() => Assert.Contains("by hand: done", followed.Markup, StringComparison.Ordinal));
        var exports = page.Render<ExportTable>();
        exports.Eventually(() =>
            Assert.Contains(
                "1 by hand: done",
                exports.Find("[data-label=Notices]").TextContent,
                StringComparison.Ordinal
            )
        );
        var row = (await host.Get<Exports>().FindAsync(PageWorld.Everything, exportId, PortalHost.Ct)).Value;
        Assert.Equal([RecallState.Done], row.Notices);
    }

    [Fact]
    public async Task A_reader_sees_the_notice_and_no_button()
    {
        var (withdrawal, _, _) = await WithdrawnAsync();
        var notices = host.Get<RecallNotices>();
        var notice = (
            await notices.ListAsync(PageWorld.Everything, new(withdrawal), null, null, PortalHost.Ct)
        ).Value.Items.Single();
        await using var page = Page(CatalogPolicies.Read);
        var shown = page.Render<RecallPage>(p => p.Add(n => n.Id, notice.Notice.Id));
        shown.Eventually(() => Assert.Contains("4 samples to delete", shown.Markup, StringComparison.Ordinal));
        Assert.Equal(["Print notice"], shown.FindAll(".page-actions button").Select(b => b.TextContent));
    }

    [Fact]
    public async Task A_script_reads_notices_and_the_certificate_and_checks_a_copy()
    {
        var (withdrawal, exportId, _) = await WithdrawnAsync();
        var (_, actor) = await host.AddPersonAsync(Roles.Compliance);
        var script = host.Script((await host.TokenAsync(actor, [.. Officer])).Secret);

        var list = await script.GetFromJsonAsync<JsonElement>(
            $"/api/v1/recall-notices?exportId={exportId}&state=to-do",
            PortalHost.Ct
        );
        var notice = list.GetProperty("items").EnumerateArray().Single();
        Assert.Equal(
            ("email", "toDo", "recall-without-mail-server", 4),
            (
                notice.GetProperty("way").GetString(),
                notice.GetProperty("state").GetString(),
                notice.GetProperty("lastErrorCode").GetString(),
                notice.GetProperty("sampleCount").GetInt32()
            )
        );
        var path = $"/api/v1/recall-notices/{notice.GetProperty("id").GetGuid()}";
        Assert.Equal(
            HttpStatusCode.Conflict,
            (await script.PostAsync($"{path}/retry", null, PortalHost.Ct)).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await script.PostAsync($"{path}/done", null, PortalHost.Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await script.PostAsync($"{path}/done", null, PortalHost.Ct)).StatusCode);
        var detail = await script.GetFromJsonAsync<JsonElement>(path, PortalHost.Ct);
        Assert.Equal("done", detail.GetProperty("notice").GetProperty("state").GetString());
        Assert.Equal(4, detail.GetProperty("document").GetProperty("samples").GetArrayLength());

        using var certificate = await script.GetAsync($"/api/v1/withdrawals/{withdrawal}/certificate", PortalHost.Ct);
        var bytes = await certificate.Content.ReadAsByteArrayAsync(PortalHost.Ct);
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal($"\"{digest}\"", certificate.Headers.ETag!.Tag);
        var answer = await script.GetFromJsonAsync<JsonElement>($"/api/v1/withdrawals/{withdrawal}", PortalHost.Ct);
        Assert.Equal(digest, answer.GetProperty("certificateDigest").GetString());
        Assert.Equal("done", answer.GetProperty("notices")[0].GetProperty("state").GetString());

        async Task<JsonElement> CheckAsync(string document)
        {
            var answered = await script.PostAsync(
                "/api/v1/certificate-checks",
                new StringContent($"{{\"document\":{document}}}", System.Text.Encoding.UTF8, "application/json"),
                PortalHost.Ct
            );
            return await answered.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        }
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        Assert.True((await CheckAsync(text)).GetProperty("matches").GetBoolean());
        Assert.False(
            (await CheckAsync(text.Replace("\"toDo\"", "\"sent\"", StringComparison.Ordinal)))
                .GetProperty("matches")
                .GetBoolean()
        );
        Assert.Equal("/problems/certificate-unreadable", (await CheckAsync("[]")).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_script_names_the_ways_and_gets_the_secret_once()
    {
        var (_, purpose, version) = await SealedAsync();
        var (_, actor) = await host.AddPersonAsync(Roles.Steward);
        var script = host.Script((await host.TokenAsync(actor, [.. Officer])).Secret);
        var exports = $"/api/v1/versions/{version.Id}/exports";
        var made = await (
            await script.PostAsJsonAsync(
                exports,
                new
                {
                    purpose = purpose.Code,
                    recipient = "Institute",
                    webhook = "https://institute.example/recall",
                },
                PortalHost.Ct
            )
        ).Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.StartsWith("gws_", made.GetProperty("webhookSecret").GetString(), StringComparison.Ordinal);
        var contact = $"{exports}/{made.GetProperty("id").GetGuid()}/contact";
        var changed = await script.PutAsJsonAsync(contact, new { email = "data@institute.example" }, PortalHost.Ct);
        var now = await changed.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.Equal(JsonValueKind.Null, now.GetProperty("webhookSecret").ValueKind);
        var listed = await script.GetFromJsonAsync<JsonElement>(exports, PortalHost.Ct);
        var row = listed.GetProperty("items")[0];
        Assert.Equal("data@institute.example", row.GetProperty("email").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("webhook").ValueKind);
        var refused = await script.PutAsJsonAsync(contact, new { webhook = "http://127.0.0.1/" }, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var unknown = await script.PutAsJsonAsync(contact, new { mail = "data@institute.example" }, PortalHost.Ct);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }
}
