using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ethics;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Catalog;
using Governance.Web.Components;
using Governance.Web.Models;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Catalog;
using Governance.Web.Tests.Layout;
using Microsoft.AspNetCore.Components.Forms;

namespace Governance.Web.Tests.Models;

public sealed class PlaygroundTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string[] Reader =
    [
        ModelsPolicies.Read,
        ModelsPolicies.Predict,
        CatalogPolicies.Read,
        ConsentPolicies.Read,
    ];

    [Fact]
    public async Task A_model_is_tried_on_words_and_a_photo_of_ones_own_without_any_sample()
    {
        var (name, _, _) = await host.ChampionAsync();
        await using var page = host.Page($"/models/{name}/playground?own=true", Reader);
        page.JSInterop.SetupModule("/js/portal.js").Mode = JSRuntimeMode.Loose;
        var shown = page.Render<PlaygroundPage>(p => p.Add(x => x.Name, name));
        shown.Eventually(() =>
        {
            Assert.Contains("Enter text or upload a photo", shown.Markup, StringComparison.Ordinal);
            Assert.Empty(shown.FindAll(".play__switches"));
        });

        await shown.ChangeAsync("textarea", "Seal weeping at the flange");
        shown.Eventually(() =>
        {
            Assert.NotEmpty(shown.FindAll(".play__class"));
            Assert.Single(shown.FindAll(".play__switches input"));
        });

        var photo = (
            await host.Get<TrialPhotos>().KeepAsync(CatalogPages.Maker, new MemoryStream(Photo), PortalHost.Ct)
        ).Value;
        var choice = shown.FindComponent<PhotoChoice>();
        await choice.InvokeAsync(() =>
            choice.FindComponent<FileUpload>().Instance.OnUploadDone($$"""{"id":"{{photo.Id}}"}""")
        );
        // This model reads notes alone: it says so instead of pretending to have looked.
        shown.Eventually(() =>
        {
            Assert.Contains("image not seen", shown.Markup, StringComparison.Ordinal);
            Assert.Equal(
                $"/api/v1/trial-photos/{photo.Id}/content",
                shown.Find(".trial-photo img").GetAttribute("src")
            );
        });

        await shown.ClickAsync("button", "Remove photo");
        shown.Eventually(() => Assert.Empty(shown.FindAll(".trial-photo img")));
        Assert.False(host.Get<TrialPhotos>().Find(CatalogPages.Maker, photo.Id).Ok);
        await shown.ChangeAsync("textarea", " ");
        shown.Eventually(() => Assert.Empty(shown.FindAll(".play__class")));
    }

    [Fact]
    public async Task A_photo_too_large_is_refused_before_a_byte_travels_and_what_the_host_says_is_shown()
    {
        await using var page = host.Page("/models/x/playground", Reader);
        var module = page.JSInterop.SetupModule("/js/portal.js");
        module.Mode = JSRuntimeMode.Loose;
        var shown = page.Render<PhotoChoice>();
        shown
            .FindComponent<InputFile>()
            .UploadFiles(
                InputFileContent.CreateFromBinary(
                    new byte[TrialPhotos.MaxBytes + 1],
                    "large.jpg",
                    contentType: "image/jpeg"
                )
            );
        shown.Eventually(() =>
            Assert.Contains("larger than 20 MB", shown.Find(".error-box").TextContent, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(module.Invocations, i => i.Identifier == "uploadFile");
        shown
            .FindComponent<InputFile>()
            .UploadFiles(InputFileContent.CreateFromText("no photo", "p.jpg", contentType: "image/jpeg"));
        await shown.EventuallyCallsAsync(module, i => i.Identifier == "uploadFile");
        Assert.Empty(shown.FindAll(".error-box"));
        await shown.InvokeAsync(() =>
            shown
                .FindComponent<FileUpload>()
                .Instance.OnUploadFailed(new(422, "The file cannot be used as a photo.", "Choose a JPEG."))
        );
        shown.Eventually(() =>
            Assert.Contains("Choose a JPEG.", shown.Find(".error-box").TextContent, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Over_http_a_photo_comes_and_goes_and_is_nobody_elses()
    {
        using var pat = await ScriptAsync();
        using var refused = await pat.PostAsync("/api/v1/trial-photos", new StringContent("<svg/>"), PortalHost.Ct);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(
            "/problems/trial-photo-unreadable",
            (await refused.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("type").GetString()
        );

        using var kept = await pat.PostAsync("/api/v1/trial-photos", new ByteArrayContent(Photo), PortalHost.Ct);
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        var place = kept.Headers.Location!.ToString();
        using var content = await pat.GetAsync(place, PortalHost.Ct);
        Assert.Equal("image/png", content.Content.Headers.ContentType?.MediaType);
        using var other = await ScriptAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(place, PortalHost.Ct)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await pat.DeleteAsync(place[..^"/content".Length], PortalHost.Ct)).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await pat.GetAsync(place, PortalHost.Ct)).StatusCode);
    }

    [Fact]
    public async Task A_sample_and_its_subject_say_which_models_learned_from_them_and_the_model_what_was_judged()
    {
        var (name, version, _) = await host.ChampionAsync();
        await using var page = host.Page($"/models/{name}", [.. Reader, AuditsPolicies.Read, EthicsPolicies.Read]);
        page.JSInterop.SetupModule("/js/portal.js").Mode = JSRuntimeMode.Loose;
        var taught = (
            await host.Get<ModelRegistry>()
                .ConsentsBehindAsync(CatalogPages.Maker, version.Version.Id, 0, 10, PortalHost.Ct)
        )
            .Value
            .Items[0];
        var subject = page.Render<TaughtModels>(p => p.Add(t => t.SubjectId, taught.SubjectId));
        subject.Eventually(() =>
        {
            Assert.Equal($"/models/{name}/versions/1", subject.Find("a").GetAttribute("href"));
            Assert.Equal("champion", subject.Find(".chip").TextContent);
            Assert.Contains("learned from 6 samples", subject.Markup, StringComparison.Ordinal);
        });

        await using var db = host.Db();
        var sampleId = db.Set<Sample>().First(s => s.SubjectId == taught.SubjectId).Id;
        var sample = page.Render<SamplePage>(p => p.Add(s => s.Id, sampleId));
        sample.Eventually(() =>
            Assert.Contains("learned from it", sample.Find(".taught").TextContent, StringComparison.Ordinal)
        );

        var model = page.Render<ModelPage>(p => p.Add(m => m.Name, name));
        model.Eventually(() =>
            Assert.Equal(
                ["audit passed", "review: approved"],
                model.FindAll(".marks .state").Select(m => m.TextContent)
            )
        );
    }

    private async Task<HttpClient> ScriptAsync()
    {
        var (_, actor) = await host.AddPersonAsync(Roles.Steward);
        return host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
    }

    /// <summary>A PNG of one pixel.</summary>
    private static byte[] Photo { get; } =
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
        );
}
