using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>By the API: import, withdraw, import the same archive again, come back, import once more.</summary>
public sealed class ErasedByScriptTests(SharedPortal shared)
{
    private const string Map = """
        {
          "zone": "Europe/Zurich", "recordings": { "key": "{subject}", "subject": "{subject}", "kind": "person" },
          "anchor": "note", "maximumRefusedShare": 1,
          "streams": [
            {
              "name": "note", "modality": "text",
              "listedBy": { "table": "{subject}/visits.csv", "text": "note" }, "time": { "columns": ["at"] }
            }
          ]
        }
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_erased_person_stays_out_until_a_compliance_officer_records_a_new_consent()
    {
        var portal = await shared.PortalAsync(Ct);
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        using var officer = await Api.AsAsync(portal, "compliance", Ct);
        var tag = $"{Guid.NewGuid():N}"[..8];
        var (leaves, stays) = ($"leaver-{tag}", $"stayer-{tag}");
        var archive = Path.Combine(portal.Folder, $"visits-{tag}.zip");
        using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
            foreach (var who in new[] { leaves, stays })
            {
                await using var text = new StreamWriter(zip.CreateEntry($"{who}/visits.csv").Open());
                await text.WriteAsync($"at,note\n2025-04-12T08:00:00,Seen by {who}\n");
            }
        var first = await ImportAsync(steward, $"First {tag}", archive);
        Assert.Equal((2, 0), (Samples(first), first["report"]!["leftOut"]!.AsArray().Count));
        var subjects = await officer.GetAsync($"subjects?search={leaves}", Ct);
        var subjectId = Text(subjects["items"]![0]!, "id");

        var begun = await officer.PostAsync("withdrawals", new { subjectId, allPurposes = true }, Ct);
        await steward.RunAsync(Text(begun["withdrawal"]!, "runId"), TimeSpan.FromMinutes(2), Ct);

        var second = await ImportAsync(steward, $"Second {tag}", archive);
        Assert.Equal(1, Samples(second));
        var leftOut = Assert.Single(second["report"]!["leftOut"]!.AsArray())!;
        Assert.Equal(
            ("erased", 1, 1),
            (Text(leftOut, "reason"), Number(leftOut, "subjects"), Number(leftOut, "files"))
        );
        Assert.DoesNotContain(leaves, second.ToJsonString(), StringComparison.Ordinal);
        await steward.EnsurePurposeAsync("research", Ct);
        var purposes = await steward.GetAsync("purposes", Ct);
        var purposeId = Text(purposes["items"]!.AsArray().First(p => Text(p!, "code") == "research")!, "id");
        object Consent(string? reason) =>
            reason is null
                ? new
                {
                    subjectId,
                    purposeId,
                    state = "given",
                    modalities = new[] { "text" },
                    effectiveAt = TimeProvider.System.GetUtcNow(),
                    notice = "Sheet 2",
                    language = "en",
                    method = "writtenForm",
                }
                : new
                {
                    reason,
                    purposeId,
                    state = "given",
                    modalities = new[] { "text" },
                    effectiveAt = TimeProvider.System.GetUtcNow(),
                    notice = "Sheet 2",
                    language = "en",
                    method = "writtenForm",
                };
        await RefusedAsync(HttpStatusCode.Conflict, () => officer.PostAsync("consents", Consent(null), Ct));
        var readmission = $"subjects/{subjectId}/readmission";
        await RefusedAsync(HttpStatusCode.Forbidden, () => steward.PostAsync(readmission, Consent("Came back"), Ct));
        await RefusedAsync(HttpStatusCode.UnprocessableEntity, () => officer.PostAsync(readmission, Consent(" "), Ct));
        Assert.NotNull((await officer.GetAsync($"subjects/{subjectId}", Ct))["erasure"]);

        await officer.PostAsync(readmission, Consent("Came back"), Ct);

        Assert.Null((await officer.GetAsync($"subjects/{subjectId}", Ct))["erasure"]);
        var third = await ImportAsync(steward, $"Third {tag}", archive);
        Assert.Equal((2, 0), (Samples(third), third["report"]!["leftOut"]!.AsArray().Count));
    }

    private static async Task<JsonNode> ImportAsync(Api steward, string name, string archive)
    {
        var dataset = await steward.PostAsync("datasets", new { name }, Ct);
        var import = await steward.ImportAsync(Text(dataset, "id"), Map, archive, Ct);
        await steward.RunAsync(Text(import, "runId"), TimeSpan.FromMinutes(2), Ct);
        return await steward.GetAsync($"imports/{Text(import, "id")}", Ct);
    }

    private static async Task RefusedAsync(HttpStatusCode status, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(act);
        Assert.StartsWith($"{(int)status} ", refused.Message, StringComparison.Ordinal);
    }

    private static int Samples(JsonNode import) => Number(import["report"]!, "samples");

    private static int Number(JsonNode node, string member) => node[member]!.GetValue<int>();

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
