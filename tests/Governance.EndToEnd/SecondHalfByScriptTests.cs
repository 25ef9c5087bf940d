using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>
/// The second half over the API, on the real meals of D1NAMO: embed → train → audit → review → promote → predict
/// → monitor → withdraw.
/// </summary>
public sealed class SecondHalfByScriptTests(SharedPortal shared)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly string _tag = Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task A_script_takes_D1NAMO_from_sealed_meals_to_a_served_model_and_withdraws_a_person()
    {
        Assert.SkipWhen(Repository.D1namo is null, "../shared/data/d1namo is absent");
        var portal = await shared.PortalAsync(Ct);
        using var steward = await Api.AsAsync(portal, "steward", Ct);
        using var compliance = await Api.AsAsync(portal, "compliance", Ct);
        // The ethics board is that of the sample workspace.
        await SampleWorkspace.ReadyAsync(steward, Ct);

        var datasetVersion = await Meals.SealedAsync(portal, steward, _tag, Ct);
        var encoders = await EmbeddedAsync(steward, datasetVersion);
        var model = $"meals-{_tag}";
        using var chain = await GovernedByScript.AsAsync(portal, Ct);
        var versions = await TrainedAsync(steward, model, datasetVersion, encoders);
        for (var number = 1; number <= 2; number++)
        {
            await chain.AuditedAsync(model, "champion", versions[number - 1], Ct);
            await chain.ReviewedAsync(versions[number - 1], "champion", Ct);
            await chain.PromotedAsync(model, "champion", number, Ct);
        }
        await PredictedAsync(steward, model);
        await WatchedAsync(steward, datasetVersion);
        await WithdrawnAsync(steward, compliance, model);
    }

    private static async Task<string[]> EmbeddedAsync(Api steward, string datasetVersion)
    {
        var builtIn = (await steward.AllAsync("encoders", Ct))
            .Where(e => e["builtIn"]!.GetValue<bool>())
            .Select(e => Text(e, "id"))
            .ToArray();
        Assert.Equal(3, builtIn.Length);
        var started = await steward.PostAsync(
            "embedding-runs",
            new
            {
                versionId = datasetVersion,
                purpose = "research",
                encoderIds = builtIn,
            },
            Ct
        );
        foreach (var set in started["items"]!.AsArray())
            await steward.RunAsync(Text(set!["run"]!, "id"), TimeSpan.FromMinutes(3), Ct);
        Assert.All(await steward.AllAsync($"embedding-runs?versionId={datasetVersion}", Ct), set =>
            Assert.True(set["embedded"]!.GetValue<int>() > 0, $"Nothing was embedded: {set}")
        );
        return builtIn;
    }

    private static async Task<string[]> TrainedAsync(
        Api steward,
        string model,
        string datasetVersion,
        string[] encoders
    )
    {
        var started = await steward.PostAsync(
            $"models/{model}/versions",
            new
            {
                datasetVersionId = datasetVersion,
                purpose = "research",
                label = new { origin = "stratum", field = "quality" },
                encoderIds = encoders,
                kinds = new[] { "early", "late", "attention" },
                seed = 7,
            },
            Ct
        );
        var items = started["items"]!.AsArray();
        Assert.Equal(3, items.Count);
        foreach (var one in items)
            await steward.RunAsync(Text(one!["run"]!, "id"), TimeSpan.FromMinutes(3), Ct);
        Assert.All(await steward.AllAsync($"models/{model}/versions", Ct), v =>
            Assert.Equal(("ready", 64), (Text(v, "state"), Text(v, "onnxDigest").Length))
        );
        return [.. items.OrderBy(i => i!["number"]!.GetValue<int>()).Select(i => Text(i!, "versionId"))];
    }

    private static async Task PredictedAsync(Api steward, string model)
    {
        var path = $"models/{model}/aliases/champion/predict";
        var photo = await File.ReadAllBytesAsync(
            Directory
                .EnumerateFiles(Repository.D1namo!, "*.jpg", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .First(),
            Ct
        );
        var start = new DateTimeOffset(2014, 10, 1, 12, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        object[] Glucose(string unit) =>
            [
                new
                {
                    name = "glucose/glucose",
                    unit,
                    timesNs = Enumerable.Range(0, 48).Select(i => $"{start + i * 300}000000000").ToArray(),
                    values = Enumerable.Range(0, 48).Select(i => 6 + Math.Sin(i / 5.0)).ToArray(),
                },
            ];
        var whole = await steward.PostAsync(
            path,
            new
            {
                text = "Pasta with vegetables",
                image = photo,
                series = Glucose("mmol/L"),
            },
            Ct
        );
        Assert.Equal(["text", "image", "sensor"], whole["used"]!.AsArray().Select(u => u!.GetValue<string>()));
        Assert.Equal(1, whole["probabilities"]!.AsArray().Sum(p => p!["probability"]!.GetValue<double>()), 1e-4);
        var blind = await steward.PostAsync(
            path,
            new { text = "Pasta with vegetables", series = Glucose("mmol/L") },
            Ct
        );
        Assert.Equal(["text", "sensor"], blind["used"]!.AsArray().Select(u => u!.GetValue<string>()));
        Assert.Contains(blind["lost"]!.AsArray(), l => Text(l!, "modality") == "image" && Text(l!, "why").Length > 0);
        await GovernedByScript.RefusedAsync(() => steward.PostAsync(path, new { }, Ct), "Give at least one of");
        await GovernedByScript.RefusedAsync(
            () => steward.PostAsync(path, new { text = "Pasta", series = Glucose("mg/dL") }, Ct),
            "mg/dL"
        );
    }

    private async Task WatchedAsync(Api steward, string datasetVersion)
    {
        var monitor = await steward.PostAsync(
            "monitors",
            new
            {
                name = $"Meals {_tag}",
                referenceId = datasetVersion,
                purpose = "research",
            },
            Ct
        );
        await steward.RunAsync(Text(monitor, "calibrationRunId"), TimeSpan.FromMinutes(2), Ct);
        monitor = await steward.GetAsync($"monitors/{Text(monitor, "id")}", Ct);
        Assert.True(monitor["trials"]!.GetValue<int>() > 0);
    }

    private static async Task WithdrawnAsync(Api steward, Api compliance, string model)
    {
        var before = await steward.GetAsync($"models/{model}/aliases/champion", Ct);
        Assert.Equal(0, Share(before));
        var behind = (await compliance.AllAsync($"models/{model}/versions/1/consents", Ct))[0];
        var subject = Text(behind, "subjectId");
        var plan = await compliance.PostAsync(
            "withdrawals/dry-run",
            new { subjectId = subject, allPurposes = true },
            Ct
        );
        Assert.NotEmpty(plan["steps"]!.AsArray());
        Assert.Equal(0, Share(await steward.GetAsync($"models/{model}/aliases/champion", Ct)));

        var withdrawal = await compliance.PostAsync("withdrawals", new { subjectId = subject, allPurposes = true }, Ct);
        await steward.RunAsync(Text(withdrawal["withdrawal"]!, "runId"), TimeSpan.FromMinutes(2), Ct);
        Assert.True(Share(await steward.GetAsync($"models/{model}/aliases/champion", Ct)) > 0);
        var gates = (await steward.GetAsync($"models/{model}/aliases/champion/gates?number=3", Ct))["items"]!.AsArray();
        Assert.Contains(gates, g =>
            Text(g!, "state") == "unmet"
            && Text(g!, "line").Contains("withdrawn, expired or erased", StringComparison.Ordinal)
        );
        await GovernedByScript.RefusedAsync(
            async () =>
            {
                var proposal = await steward.PostAsync(
                    $"models/{model}/aliases/champion/promotions",
                    new { number = 3, reason = "In spite of it" },
                    Ct
                );
                return await compliance.PostAsync($"promotions/{Text(proposal, "id")}/approval", new { }, Ct);
            },
            "withdrawn, expired or erased"
        );
        // Every version learned from the same person, so no version without a withdrawn share is left for a rollback.
        var offer = await compliance.GetAsync($"models/{model}/aliases/champion/rollback", Ct);
        Assert.Null(offer["offered"]);
        Assert.False(Assert.Single(offer["targets"]!.AsArray())!["clean"]!.GetValue<bool>());
        await GovernedByScript.RefusedAsync(
            () =>
                compliance.PostAsync(
                    $"models/{model}/aliases/champion/rollback",
                    new { newestClean = true, reason = "Back" },
                    Ct
                ),
            "has no clean version to roll back to"
        );
    }

    private static double Share(JsonNode alias) => alias["version"]!["consent"]!["share"]!.GetValue<double>();

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
