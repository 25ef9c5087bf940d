using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Governance.Testing;
using SmtpServer.Protocol;

namespace Governance.EndToEnd;

/// <summary>A withdrawal on a real host, with a real mail server that refuses at first, and a host that is killed in between.</summary>
public sealed class RecipientsAreToldTests
{
    private const string Map = """
        {
          "zone": "Europe/Zurich", "recordings": { "key": "{column:who}", "subject": "{column:who}", "kind": "person" },
          "anchor": "note", "strata": { "place": "{column:place}" },
          "streams": [
            {
              "name": "note", "modality": "text",
              "listedBy": { "table": "all.csv", "text": "note" }, "time": { "columns": ["at"] }
            }
          ]
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_recipients_mailbox_holds_the_notice_after_the_server_refused_and_the_host_was_killed()
    {
        await using var mail = new MailReceiver { Answer = () => new(SmtpReplyCode.Aborted, "later") };
        await using var portal = await Portal.StartAsync(
            Ct,
            samples: false,
            new Dictionary<string, string>
            {
                ["Mail__Host"] = "127.0.0.1",
                ["Mail__Port"] = $"{mail.Port}",
                ["Mail__Tls"] = "None",
                ["Mail__From"] = "portal@data.example",
            }
        );
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        using var officer = await Api.AsAsync(portal, "compliance", Ct);
        var export = await ExportedAsync(portal, steward, officer);

        var subject = Text((await officer.AllAsync("subjects?search=quill-7", Ct)).Single(), "id");
        var begun = await officer.PostAsync("withdrawals", new { subjectId = subject, allPurposes = true }, Ct);
        var withdrawal = Text(begun["withdrawal"]!, "id");
        await officer.RunAsync(Text(begun["withdrawal"]!, "runId"), Patience, Ct);
        var waiting = (await officer.AllAsync($"recall-notices?withdrawalId={withdrawal}", Ct)).Single();
        Assert.Equal(("pending", "mail-refused"), (Text(waiting, "state"), Text(waiting, "lastErrorCode")));
        Assert.Empty(mail.Mailbox);

        await portal.KillAsync();
        mail.Answer = () => SmtpResponse.Ok;
        await portal.StartAgainAsync(Ct);
        JsonNode notice;
        for (
            var begin = TimeProvider.System.GetTimestamp();
            Text(notice = (await officer.AllAsync($"recall-notices?withdrawalId={withdrawal}", Ct)).Single(), "state")
                != "sent";
            await Task.Delay(500, Ct)
        )
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < Patience, notice.ToJsonString());

        var received = Assert.Single(mail.Mailbox);
        Assert.Equal("data@institute.example", received.To.Mailboxes.Single().Address);
        Assert.StartsWith(Guid.Parse(Text(notice, "id")).ToString("N"), received.MessageId, StringComparison.Ordinal);
        Assert.Contains(export, received.TextBody!, StringComparison.Ordinal);
        Assert.DoesNotContain("quill-7", received.ToString(), StringComparison.Ordinal);

        // The certificate was issued while the notice was pending. It stays so, and the ledger knows it.
        var file = Path.Combine(portal.Folder, "certificate.json");
        await officer.DownloadAsync($"withdrawals/{withdrawal}/certificate", file, Ct);
        var document = JsonNode.Parse(await File.ReadAllTextAsync(file, Ct))!;
        Assert.Equal("pending", Text(document["recipients"]![0]!, "state"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file, Ct)));
        var check = await officer.PostAsync("certificate-checks", new { document }, Ct);
        Assert.Equal((true, digest), (check["matches"]!.GetValue<bool>(), Text(check, "ledgerDigest")));
    }

    /// <summary>Two subjects are imported and exported to a recipient with an e-mail address; returns the export.</summary>
    private static async Task<string> ExportedAsync(Portal portal, Api steward, Api officer)
    {
        await officer.EnsurePurposeAsync("research", Ct);
        var dataset = Text(await steward.PostAsync("datasets", new { name = "Notes" }, Ct), "id");
        var archive = Path.Combine(portal.Folder, "notes.zip");
        await WriteAsync(archive);
        var import = await steward.ImportAsync(dataset, Map, archive, Ct);
        await steward.RunAsync(Text(import, "runId"), Patience, Ct);
        await officer.PostCsvAsync(
            "consents/csv",
            "subject,purpose,state,modalities,effective_at,notice,language\n"
                + "quill-7,research,given,all,2025-01-10,Sheet 1,en\nother-3,research,given,all,2025-01-10,Sheet 1,en\n",
            Ct
        );
        var recipe = new
        {
            query = new { purpose = "research" },
            strataBy = new[] { "place" },
            scheme = "proportional",
            size = 10,
            seed = 5,
        };
        var version = Text(
            await steward.PostAsync($"datasets/{dataset}/versions", new { name = "All", recipe }, Ct),
            "id"
        );
        var seal = await steward.PostAsync($"versions/{version}/seal", new { }, Ct);
        await steward.RunAsync(Text(seal, "id"), Patience, Ct);
        var wanted = new
        {
            purpose = "research",
            recipient = "Institute",
            email = "data@institute.example",
        };
        var export = Text(await steward.PostAsync($"versions/{version}/exports", wanted, Ct), "id");
        await steward.DownloadAsync($"versions/{version}/exports/{export}/content", archive, Ct);
        return export;
    }

    private static async Task WriteAsync(string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        await using var table = zip.CreateEntry("all.csv").Open();
        await table.WriteAsync(
            Encoding.UTF8.GetBytes(
                "at,who,note,place\n2025-04-12T08:00:00,quill-7,A drum,hall\n2025-04-12T08:00:00,other-3,A harp,hall\n"
            ),
            Ct
        );
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
