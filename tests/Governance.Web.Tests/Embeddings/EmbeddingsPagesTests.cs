using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bunit;
using Governance.Access;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Inference.Onnx;
using Governance.Platform;
using Governance.Statistics.Sampling;
using Governance.Web.Components;
using Governance.Web.Embeddings;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Catalog;
using Governance.Web.Tests.Consent;
using Governance.Web.Tests.Layout;

namespace Governance.Web.Tests.Embeddings;

public sealed class EmbeddingsPagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Spec =
        """{ "modality": "text", "output": "y", "dimension": 2, "text": { "ngrams": { "input": "x", "buckets": 4 } } }""";
    private static readonly string[] Steward =
    [
        .. CatalogPages.Steward,
        EmbeddingsPolicies.Read,
        EmbeddingsPolicies.Run,
        EmbeddingsPolicies.Register,
    ];

    private BunitContext Page(string address) => CatalogPages.Page(host, address, Steward);

    /// <summary>A sealed version of samples with readable notes and unreadable photos and series.</summary>
    private async Task<(DatasetVersion Version, Purpose Purpose, IReadOnlyList<Sample> Samples)> WorldAsync()
    {
        var purpose = await host.PurposeAsync();
        var dataset = await CatalogPages.DatasetAsync(host, "Embedded");
        var (subject, _, samples) = await host.FillAsync(dataset, 4);
        await host.GiveAsync(subject, purpose);
        var draft = (
            await host.Get<Recipes>()
                .DraftAsync(
                    PageWorld.Everything,
                    dataset.Id,
                    "Everything",
                    new Recipe(new(Purpose: purpose.Code), ["light"], AllocationScheme.Equal, 4, 7),
                    PortalHost.Ct
                )
        ).Value;
        return (await host.SealAsync(draft.Id), purpose, samples);
    }

    private async Task<HttpClient> ScriptAsync(params string[] roles)
    {
        var (_, actor) = await host.AddPersonAsync(roles);
        return host.Script((await host.TokenAsync(actor, AccessTokens.Everything)).Secret);
    }

    private static MultipartFormDataContent Form(string name, string spec, byte[] onnx) =>
        new()
        {
            { new StringContent(name), "name" },
            { new StringContent(spec), "spec" },
            { new ByteArrayContent(onnx), "file", "model.onnx" },
        };

    private static byte[] Linear(float first) =>
        new OnnxGraph("linear")
            .Input("x", OnnxType.Float, "N", 4)
            .Constant("w", [first, 2, 3, 4, 5, 6, 7, 8], 4, 2)
            .Node("MatMul", ["x", "w"], ["y"])
            .Output("y", OnnxType.Float, "N", 2)
            .ToBytes();

    [Fact]
    public async Task A_script_embeds_a_version_watches_it_and_asks_what_is_alike()
    {
        var (version, purpose, samples) = await WorldAsync();
        var script = await ScriptAsync(Roles.Steward);
        var encoders = await script.GetFromJsonAsync<JsonElement>("/api/v1/encoders", PortalHost.Ct);
        var text = encoders
            .GetProperty("items")
            .EnumerateArray()
            .Single(e => e.GetProperty("builtIn").GetBoolean() && e.GetProperty("modality").GetString() == "text");

        using var started = await script.PostAsJsonAsync(
            "/api/v1/embedding-runs",
            new
            {
                versionId = version.Id,
                purpose = purpose.Code,
                encoderIds = new[] { text.GetProperty("id").GetGuid() },
            },
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var set = (await started.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("items")[0];
        await host.EndedAsync(set.GetProperty("run").GetProperty("id").GetGuid());
        var ended = await script.GetFromJsonAsync<JsonElement>(
            $"/api/v1/embedding-runs/{set.GetProperty("id").GetGuid()}",
            PortalHost.Ct
        );

        Assert.Equal(
            (4, 4, 0),
            (
                ended.GetProperty("places").GetInt32(),
                ended.GetProperty("embedded").GetInt32(),
                ended.GetProperty("failed").GetInt32()
            )
        );
        Assert.Equal("CPUExecutionProvider", ended.GetProperty("provider").GetString());
        var alike = await script.GetFromJsonAsync<JsonElement>(
            $"/api/v1/samples/{samples[0].Id}/similar?modality=text&count=2",
            PortalHost.Ct
        );
        Assert.Equal((3, 2), (alike.GetProperty("among").GetInt32(), alike.GetProperty("nearest").GetArrayLength()));
        using var missing = await script.GetAsync(
            $"/api/v1/samples/{samples[0].Id}/similar?modality=image",
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        await using var page = Page($"/samples/{samples[0].Id}?tab=similar");
        var shown = page.Render<SimilarTab>(p =>
            p.Add(t => t.SampleId, samples[0].Id).Add(t => t.DatasetId, version.DatasetId)
        );
        shown.Eventually(() =>
        {
            Assert.Equal(3, shown.FindAll(".similar__cosine").Count);
            Assert.Contains($"with consent for “{purpose.Code}”", shown.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_encoder_is_registered_by_upload_and_a_text_pointer_is_refused_in_words()
    {
        var script = await ScriptAsync(Roles.Steward);
        using var refused = await script.PostAsync(
            "/api/v1/encoders",
            Form(
                "Pointer",
                Spec,
                Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n")
            ),
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct);
        Assert.Equal("/problems/encoder-unfit", problem.GetProperty("type").GetString());
        Assert.Contains("pointer", problem.GetProperty("title").GetString(), StringComparison.OrdinalIgnoreCase);

        var name = $"Linear {Guid.NewGuid():N}";
        using var made = await script.PostAsync(
            "/api/v1/encoders",
            Form(name, Spec, Linear(Random.Shared.NextSingle())),
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(PortalHost.Ct)).GetProperty("id").GetGuid();
        using var other = await (await ScriptAsync(Roles.Annotator)).PostAsync(
            "/api/v1/encoders",
            Form("x", Spec, []),
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using var nothing = await script.PostAsync(
            "/api/v1/encoders",
            new StringContent("{}", Encoding.UTF8, "application/json"),
            PortalHost.Ct
        );
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, nothing.StatusCode);

        await using var page = Page("/models/encoders");
        var shown = page.Render<EncodersPage>();
        shown.Eventually(() =>
        {
            Assert.Contains(name, shown.Markup, StringComparison.Ordinal);
            Assert.Contains("Reference image encoder", shown.Markup, StringComparison.Ordinal);
        });
        await shown.ClickAsync($"button[aria-label='Retire {name}']");
        await shown.ClickAsync("button.btn--harm");
        shown.Eventually(() =>
            Assert.Contains(
                "retired",
                shown.FindAll("tr").Single(r => r.TextContent.Contains(name, StringComparison.Ordinal)).TextContent,
                StringComparison.Ordinal
            )
        );
        Assert.Equal(
            EncoderState.Retired,
            (await host.Get<Encoders>().FindAsync(PageWorld.Everything, id, PortalHost.Ct)).Value.Encoder.State
        );
    }

    [Fact]
    public async Task A_versions_tab_shows_what_may_be_embedded_starts_it_and_follows_it()
    {
        var (version, purpose, _) = await WorldAsync();
        await using var page = Page($"/versions/{version.Id}?tab=embeddings");
        var shown = page.Render<VersionEmbeddings>(p =>
            p.Add(v => v.VersionId, version.Id).Add(v => v.Purpose, purpose.Code)
        );
        shown.Eventually(() => Assert.Contains("Not embedded yet", shown.Markup, StringComparison.Ordinal));

        await shown.ClickAsync("button.btn--primary");
        shown.Eventually(() =>
        {
            Assert.Contains("4 of 4 may be embedded now", shown.Markup, StringComparison.Ordinal);
            Assert.Contains("2 of 2 may be embedded now", shown.Markup, StringComparison.Ordinal);
        });
        await shown.ClickAsync("section .btn--primary");
        shown.Eventually(() => Assert.Equal(3, shown.FindAll("tbody tr").Count));

        foreach (
            var set in (
                await host.Get<EmbeddingSets>().SetsAsync(PageWorld.Everything, version.Id, PortalHost.Ct)
            ).Value
        )
            await host.EndedAsync(set.Run.Id);
        var again = page.Render<VersionEmbeddings>(p =>
            p.Add(v => v.VersionId, version.Id).Add(v => v.Purpose, purpose.Code)
        );
        again.Eventually(() =>
            Assert.Contains("2 without image, 2 could not be read", again.Markup, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_new_encoder_page_offers_a_starter_for_each_modality_and_shows_a_refusal()
    {
        await using var page = Page("/models/encoders/new");
        var shown = page.Render<NewEncoderPage>();
        Assert.Equal(3, shown.FindAll(".row .chip").Count);
        await shown.ClickAsync(".row button:nth-of-type(2)");
        shown.Eventually(() =>
            Assert.Contains("wordPiece", shown.Find("textarea").GetAttribute("value"), StringComparison.Ordinal)
        );

        await shown.InvokeAsync(() =>
            shown
                .FindComponent<FileUpload>()
                .Instance.OnUploadFailed(new(422, "The file is a pointer.", "Fetch the real one."))
        );
        shown.Eventually(() =>
            Assert.Contains("The file is a pointer.", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal)
        );
    }
}
