using System.Text.Json.Nodes;

namespace Governance.EndToEnd.Doors;

internal sealed partial class Examples
{
    private void OfRecalls()
    {
        Add("POST /versions/{id}/exports", async ct => Request(
                "steward",
                [("id", await _world.VersionAsync("By daylight", ct))],
                new
                {
                    purpose = "research",
                    recipient = "Hospital",
                    email = "data@hospital.example",
                    webhook = "https://hospital.example/recall",
                }
            ));
        Add("PUT /versions/{id}/exports/{exportId}/contact", async ct =>
        {
            var version = await _world.VersionAsync("By daylight", ct);
            var export = await _world.Steward.PostAsync($"versions/{version}/exports", NewExport(), ct);
            return Request(
                "steward",
                [("id", version), ("exportId", Text(export, "id"))],
                new { email = "data@institute.example", webhook = "https://institute.example/recall" }
            );
        });
        Add("GET /recall-notices", "steward", [("state", "to-do"), ("size", "5")]);
        Add("GET /recall-notices/{id}", "steward", route: Id(NoticeAsync));
        // A notice by hand is told by a person and cannot be sent; this one was told.
        foreach (var act in new[] { "retry", "done" })
            Add($"POST /recall-notices/{{id}}/{act}", async ct =>
                Request("steward", [("id", await NoticeAsync(ct))]) with
                {
                    Expected = 409,
                }
            );
        Add("GET /withdrawals/{id}/certificate", "compliance", route: Id(EndedWithdrawalAsync));
        Add("POST /certificate-checks", async ct =>
        {
            var id = await EndedWithdrawalAsync(ct);
            var document = await _world.As("compliance").GetAsync($"withdrawals/{id}/certificate", ct);
            return Request("compliance", [], new JsonObject { ["document"] = document.DeepClone() });
        });
    }

    /// <summary>A notice that was told: a subject of its own is imported, exported and withdrawn.</summary>
    private Task<string> NoticeAsync(CancellationToken ct) => _world.OnceAsync("notice", async () =>
        {
            var (steward, compliance) = (_world.Steward, _world.Compliance);
            var dataset = await NewDatasetAsync(ct);
            var archive = Path.Combine(_world.Portal.Folder, _world.Name("recalled") + ".zip");
            await OtherPlant.WriteAsync(steward, archive, rounds: 4, ct, workers: 1, plant: 3);
            var map = OtherPlant.Map.Replace(
                "\"subject\": \"{worker}\"",
                "\"subject\": \"recalled-{worker}\"",
                StringComparison.Ordinal
            );
            var import = await steward.ImportAsync(dataset, map, archive, ct);
            await steward.RunAsync(Text(import, "runId"), TimeSpan.FromMinutes(2), ct);
            await compliance.PostCsvAsync(
                "consents/csv",
                "subject,purpose,state,modalities,effective_at,notice,language\n"
                    + "recalled-worker-1,research,given,all,2025-01-10,Sheet 1,en\n",
                ct
            );
            var recipe = new
            {
                query = new { purpose = "research" },
                strataBy = new[] { "shift" },
                scheme = "proportional",
                size = 10,
                seed = 5,
            };
            var version = Text(
                await steward.PostAsync($"datasets/{dataset}/versions", new { name = "Recalled", recipe }, ct),
                "id"
            );
            var seal = await steward.PostAsync($"versions/{version}/seal", new { }, ct);
            await steward.RunAsync(Text(seal, "id"), TimeSpan.FromMinutes(2), ct);
            var export = Text(await steward.PostAsync($"versions/{version}/exports", NewExport(), ct), "id");
            await steward.DownloadAsync($"versions/{version}/exports/{export}/content", archive, ct);
            var subject = Text((await compliance.AllAsync("subjects?search=recalled-worker-1", ct)).Single(), "id");
            var withdrawal = (await compliance.PostAsync("withdrawals", Withdrawal(subject), ct))["withdrawal"]!;
            await steward.RunAsync(Text(withdrawal, "runId"), TimeSpan.FromMinutes(2), ct);
            var notices = await steward.AllAsync($"recall-notices?withdrawalId={Text(withdrawal, "id")}", ct);
            var notice = Text(notices.Single(), "id");
            await steward.PostAsync($"recall-notices/{notice}/done", new { }, ct);
            return notice;
        });
}
