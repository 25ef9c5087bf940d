using Bunit;
using Governance.Consent;
using Governance.Web.Components;
using Governance.Web.Consent;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Consent;

public sealed class ConsentPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Reader = [ConsentPolicies.Read];
    private static readonly string[] Manager = [ConsentPolicies.Read, ConsentPolicies.Manage];

    [Fact]
    public async Task A_subject_reads_in_words_what_counts_for_each_purpose()
    {
        var (yes, no) = (await host.PurposeAsync(), await host.PurposeAsync());
        var subject = await host.SubjectAsync();
        await host.GiveAsync(subject, yes, Modalities.Text | Modalities.Sensor);
        await using var page = host.Page(Reader);
        var shown = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id));
        shown.Eventually(() =>
        {
            var allowed = shown.Find($"[data-purpose={yes.Code}]").TextContent;
            Assert.Contains("Yes, it may be used", allowed, StringComparison.Ordinal);
            Assert.Contains("text and sensor; not image", allowed, StringComparison.Ordinal);
            Assert.Contains(
                "no consent on record",
                shown.Find($"[data-purpose={no.Code}]").TextContent,
                StringComparison.Ordinal
            );
            Assert.Contains("notice v1", shown.Find(".prov-list").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(shown.FindAll("button"), b =>
                b.TextContent.Contains("Withdraw", StringComparison.Ordinal)
            );
        });
    }

    [Fact]
    public async Task Withdrawing_takes_two_presses_and_no_field_and_says_what_it_does_not_do()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await host.DatasetAsync(subject, 3);
        await host.GiveAsync(subject, purpose);
        await using var page = host.Page([.. Manager, "catalog.read"]);
        var shown = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id));
        await shown.ClickAsync($"[data-purpose={purpose.Code}] .btn--harm");
        shown.Eventually(() =>
            Assert.Contains("3 samples in 1 dataset", shown.Find(".consequence").TextContent, StringComparison.Ordinal)
        );
        Assert.Empty(shown.FindAll(".consequence :is(input, select, textarea)"));
        await shown.ClickAsync(".consequence .btn--harm");
        shown.Eventually(() =>
        {
            Assert.Contains("is withdrawn", shown.Find("[role=status]").TextContent, StringComparison.Ordinal);
            Assert.Contains(
                "What was made before is still there",
                shown.Find("[role=status]").TextContent,
                StringComparison.Ordinal
            );
        });
        shown.Eventually(() =>
            Assert.Contains(
                "No, it may not be used",
                shown.Find($"[data-purpose={purpose.Code}]").TextContent,
                StringComparison.Ordinal
            )
        );
        Assert.Equal(
            ConsentState.Withdrawn,
            (await host.Get<Consents>().HistoryAsync(subject.Id, PortalHost.Ct))[0].State
        );
    }

    [Fact]
    public async Task Nothing_is_ticked_beforehand_and_a_consent_about_nothing_is_refused()
    {
        var purpose = await host.PurposeAsync();
        var subject = await host.SubjectAsync();
        await using var page = host.Page(Manager);
        var shown = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, subject.Id));
        await shown.ClickAsync($"[data-purpose={purpose.Code}] .btn");
        shown.Eventually(() =>
        {
            Assert.NotEmpty(shown.FindAll("form input[type=checkbox]"));
            Assert.DoesNotContain(shown.FindAll("form input[type=checkbox]"), box => box.HasAttribute("checked"));
        });
        await shown.ChangeAsync("form input[required]", "notice v2");
        await shown.ChangeAsync("form input[required]", "de", 1);
        await shown.SubmitAsync();
        shown.Eventually(() =>
            Assert.Contains("covers no modality", shown.Find(".error-box").TextContent, StringComparison.Ordinal)
        );

        await shown.ChangeAsync("form input[type=checkbox]", true);
        await shown.SubmitAsync();
        shown.Eventually(() =>
        {
            Assert.Contains(
                "Yes, it may be used",
                shown.Find($"[data-purpose={purpose.Code}]").TextContent,
                StringComparison.Ordinal
            );
            Assert.Empty(shown.FindAll(".error-box"));
        });
    }

    [Fact]
    public async Task A_subject_that_is_not_there_is_said_so()
    {
        await using var page = host.Page(Reader);
        var shown = page.Render<SubjectPage>(p => p.Add(s => s.SubjectId, Guid.NewGuid()));
        shown.Eventually(() => Assert.Contains("Subject not found", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_finds_by_pseudonym_and_by_standing_from_the_address()
    {
        var purpose = await host.PurposeAsync();
        var (given, silent) = (await host.SubjectAsync(), await host.SubjectAsync());
        await host.GiveAsync(given, purpose, until: TimeSpan.FromDays(5));
        await using var page = host.Page(Reader);
        page.Services.GetRequiredService<NavigationManager>()
            .NavigateTo($"/trust/consent?standing=ends-soon&purpose={purpose.Code}");
        var shown = page.Render<ConsentPage>();
        shown.Eventually(() =>
        {
            Assert.Equal([given.Pseudonym], shown.FindAll(".subject").Select(a => a.TextContent));
            Assert.Contains("ends ", shown.Find(".state--warn").TextContent, StringComparison.Ordinal);
        });

        page.Services.GetRequiredService<NavigationManager>().NavigateTo($"/trust/consent?q={silent.Pseudonym}");
        shown.Eventually(() => Assert.Equal([silent.Pseudonym], shown.FindAll(".subject").Select(a => a.TextContent)));
        page.Services.GetRequiredService<NavigationManager>().NavigateTo("/trust/consent?q=nobody-is-called-so");
        shown.Eventually(() => Assert.Contains("No matching subjects", shown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_is_checked_before_it_is_recorded()
    {
        var purpose = await host.PurposeAsync();
        var pseudonym = $"csv-{Guid.NewGuid():N}"[..16];
        await using var page = host.Page(Manager);
        var shown = page.Render<ConsentImportPage>();
        shown
            .FindComponent<InputFile>()
            .UploadFiles(
                InputFileContent.CreateFromText(
                    $"subject,purpose,state,modalities,effective_at\n{pseudonym},nonsense,given,all,soon\n",
                    "a.csv"
                )
            );
        shown.Eventually(() =>
        {
            Assert.Equal(2, shown.FindAll("tbody tr").Count);
            Assert.Contains("Use ISO 8601", shown.Find("tbody").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(shown.FindAll("button"), b =>
                b.TextContent.StartsWith("Record", StringComparison.Ordinal)
            );
        });

        shown
            .FindComponent<InputFile>()
            .UploadFiles(
                InputFileContent.CreateFromText(
                    $"subject,purpose,state,modalities,effective_at\n{pseudonym},{purpose.Code},given,all,2026-01-01\n",
                    "b.csv"
                )
            );
        shown.Eventually(() => Assert.Contains(shown.FindAll("button"), b => b.TextContent == "Record 1 consent"));
        Assert.Equal(0, (await host.Get<Consents>().SubjectsAsync(pseudonym, null, 0, 10, PortalHost.Ct)).Total);
        await shown.ClickAsync("button", "Record 1 consent");
        shown.Eventually(() => Assert.Contains("1 consent recorded", shown.Markup, StringComparison.Ordinal));
        Assert.Equal(1, (await host.Get<Consents>().SubjectsAsync(pseudonym, null, 0, 10, PortalHost.Ct)).Total);
    }

    [Theory]
    [InlineData("subject,purpose,state,modalities,effective_at,Subject\nx,y,given,all,2026-01-01,z\n", "twice")]
    [InlineData("subject,purpose,state,modalities,effective_at,notice\nx\uFFFE,y,given,all,2026-01-01,z\n", "U+FFFE")]
    [InlineData("\0\0\0", "NUL")]
    [InlineData("", "The file is empty.")]
    public async Task A_file_of_nonsense_is_refused_on_the_page_in_words(string file, string words)
    {
        await using var page = host.Page(Manager);
        var shown = page.Render<ConsentImportPage>();
        shown.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(file, "a.csv"));
        shown.Eventually(() => Assert.Contains(words, shown.Find("tbody").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_purpose_that_is_there_already_is_refused_with_its_remedy()
    {
        var purpose = await host.PurposeAsync();
        await using var page = host.Page(Manager);
        var shown = page.Render<PurposesPage>();
        shown.Eventually(() => Assert.Contains(purpose.Title, shown.Markup, StringComparison.Ordinal));
        await shown.ClickAsync(".page-actions button");
        await shown.ChangeAsync("form input", "The same again");
        await shown.ChangeAsync("form input", purpose.Code, 1);
        await shown.ChangeAsync("form textarea", "words");
        await shown.SubmitAsync();
        shown.Eventually(() =>
            Assert.Contains(
                "There is already a purpose",
                shown.Find(".error-box").TextContent,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Every_state_has_a_sign_and_words_of_its_own()
    {
        var now = host.Time.GetUtcNow();
        EffectiveConsent Of(ConsentState state, bool permits, TimeSpan? until = null) =>
            new()
            {
                State = state,
                Permits = permits,
                Modalities = Modalities.All,
                EffectiveAt = now.AddDays(-9),
                ValidUntil = now + until,
            };
        var said = new[]
        {
            ConsentWords.Of(null, now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Given, true), now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Renewed, true, TimeSpan.FromDays(5)), now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Given, true, TimeSpan.FromDays(90)), now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Given, false, TimeSpan.FromDays(-1)), now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Refused, false), now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Withdrawn, false), now, TimeZoneInfo.Utc),
            ConsentWords.Of(Of(ConsentState.Requested, false), now, TimeZoneInfo.Utc),
        };
        Assert.Equal(
            [
                StateSign.Plain,
                StateSign.Ok,
                StateSign.Warn,
                StateSign.Ok,
                StateSign.Warn,
                StateSign.Failed,
                StateSign.Withdrawn,
                StateSign.Plain,
            ],
            said.Select(s => s.Sign)
        );
        Assert.Equal(
            ["no", "valid", "ends", "valid", "expired", "refused", "withdrawn", "requested"],
            said.Select(s => s.Words.Split(' ')[0])
        );
    }
}
