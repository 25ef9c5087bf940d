using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>From a trained version to an alias over the API: audit, review by the sample board, promotion by two persons.</summary>
internal sealed class GovernedByScript : IDisposable
{
    private readonly Api _steward;
    private readonly Api _compliance;
    private readonly Api[] _board;
    private readonly Api _admin;

    private GovernedByScript(Api steward, Api compliance, Api[] board) =>
        (_steward, _compliance, _board, _admin) = (steward, compliance, board, board[^1]);

    public static async Task<GovernedByScript> AsAsync(Portal portal, CancellationToken ct) =>
        new(
            await Api.AsAsync(portal, "steward", ct),
            await Api.AsAsync(portal, "compliance", ct),
            [
                await Api.AsAsync(portal, "ethics", ct),
                await Api.AsAsync(portal, "auditor", ct),
                await Api.AsAsync(portal, "admin", ct),
            ]
        );

    /// <summary>
    /// A suite for few samples, which the steward proposes and the compliance officer approves; once for all models.
    /// </summary>
    public async Task<string> SuiteAsync(CancellationToken ct)
    {
        const string Name = "by-script";
        var all = await _compliance.AllAsync("audit-suites?state=approved", ct);
        if (all.FirstOrDefault(s => Text(s, "name") == Name) is { } there)
            return Text(there, "id");
        var suite = JsonNode.Parse(
            """
            {
              "minimumSamples": 1, "minimumSubjects": 1, "minimumAccuracy": 0.01, "minimumGain": null,
              "minimumFusionGain": null, "minimumLogLossGain": null, "maximumCalibrationError": null, "maximumDrop": null,
              "minimumWorstGroup": null
            }
            """
        );
        var proposed = await _steward.PostAsync(
            "audit-suites",
            new
            {
                name = Name,
                suite,
                reason = "Few samples",
            },
            ct
        );
        var approval = $"audit-suites/{Text(proposed, "id")}/approval";
        await RefusedAsync(() => _steward.PostAsync(approval, new { }, ct), "403");
        return Text(await _compliance.PostAsync(approval, new { }, ct), "id");
    }

    /// <summary>Puts a policy of the alias in force that names the suite and the dataset version; once for each alias.</summary>
    public async Task PolicyAsync(string model, string alias, string datasetVersion, CancellationToken ct)
    {
        var all = await _compliance.AllAsync($"models/{model}/policies", ct);
        if (all.Any(p => Text(p, "alias") == alias && Text(p, "state") == "inForce"))
            return;
        var policy = await _compliance.PostAsync(
            $"models/{model}/aliases/{alias}/policies",
            new
            {
                suiteId = await SuiteAsync(ct),
                evaluationVersionId = datasetVersion,
                maximumAgeDays = 30,
                minimumSubjects = 1,
                minimumSamples = 1,
                maximumWithdrawnShare = 1,
                reason = "Few samples",
            },
            ct
        );
        var approval = $"promotion-policies/{Text(policy, "id")}/approval";
        await RefusedAsync(() => _compliance.PostAsync(approval, new { }, ct), "403");
        await _admin.PostAsync(approval, new { }, ct);
    }

    /// <summary>
    /// Audits by a suite for few samples, checks only that the figures report their uncertainty, and lets the alias's policy name
    /// suite and data.
    /// </summary>
    public async Task AuditedAsync(string model, string alias, string version, CancellationToken ct)
    {
        var audit = await _compliance.PostAsync(
            "audits",
            new { modelVersionId = version, suiteId = await SuiteAsync(ct) },
            ct
        );
        await _compliance.RunAsync(Text(audit, "runId"), TimeSpan.FromMinutes(3), ct);
        audit = await _compliance.GetAsync($"audits/{Text(audit, "id")}", ct);
        Assert.Equal(64, Text(audit, "reportDigest").Length);
        await PolicyAsync(model, alias, Text(audit, "datasetVersionId"), ct);
        var report = audit["report"]!;
        Assert.True(report["samples"]!["count"]!.GetValue<int>() > 0);
        var all = report["core"]!["masks"]!["rows"]!
            .AsArray()
            .Select(r => r!["accuracy"]!)
            .Where(f => f["low"] is not null)
            .ToList();
        Assert.NotEmpty(all);
        Assert.All(all, Honest);
        var groups = report["core"]!["fairness"]!["attributes"]!
            .AsArray()
            .SelectMany(a => a!["groups"]!.AsArray())
            .ToList();
        var minimum = report["bound"]!["suite"]!["minimumGroup"]!.GetValue<int>();
        Assert.All(groups.Where(g => g!["accuracy"]!["n"]!.GetValue<int>() < minimum), g =>
            Assert.False(g!["accuracy"]!["sufficient"]!.GetValue<bool>(), $"{g}")
        );
    }

    public async Task ReviewedAsync(string version, string alias, CancellationToken ct)
    {
        var ethics = _board[0];
        var risks = new[]
        {
            new
            {
                what = "A sample is judged wrongly.",
                level = "medium",
                measures = new[] { "A specialist looks." },
            },
        };
        var review = await _compliance.PostAsync(
            "reviews",
            new
            {
                modelVersionId = version,
                alias,
                title = "By script",
                laySummary = "It guesses, and a person decides.",
                risks,
            },
            ct
        );
        var path = $"reviews/{Text(review["row"] ?? review, "id")}";
        foreach (var member in _board)
            await member.PutAsync($"{path}/presence", new { present = true }, ct);
        await ethics.PostAsync($"{path}/conditions", new { kind = "byPerson", words = "A specialist is named." }, ct);
        await ethics.PostAsync($"{path}/open", new { }, ct);
        foreach (var member in _board)
            await member.PostAsync($"{path}/votes", new { choice = "for" }, ct);
        var decided = await ethics.PostAsync($"{path}/close", new { }, ct);
        Assert.Equal("approvedWithConditions", Text(decided["row"]!, "state"));
        await ethics.PostAsync(
            $"{path}/conditions/{Text(decided["conditions"]![0]!, "id")}/fulfil",
            new { note = "Named on paper." },
            ct
        );
    }

    public async Task PromotedAsync(string model, string alias, int number, CancellationToken ct)
    {
        var proposal = await _steward.PostAsync(
            $"models/{model}/aliases/{alias}/promotions",
            new { number, reason = "Audited and reviewed" },
            ct
        );
        await RefusedAsync(() => _steward.PostAsync($"promotions/{Text(proposal, "id")}/approval", new { }, ct), "403");
        await _compliance.PostAsync($"promotions/{Text(proposal, "id")}/approval", new { }, ct);
        var moves = await _steward.AllAsync($"models/{model}/aliases/{alias}/events", ct);
        Assert.Equal((number, number), (moves.Count, moves[0]["number"]!.GetValue<int>()));
        Assert.Equal((64, 64), (Text(moves[0], "auditDigest").Length, Text(moves[0], "ethicsDecision").Length));
    }

    public static async Task RefusedAsync(Func<Task<JsonNode>> request, string because) =>
        Assert.Contains(
            because,
            (await Assert.ThrowsAsync<InvalidOperationException>(request)).Message,
            StringComparison.Ordinal
        );

    public void Dispose()
    {
        foreach (var person in (Api[])[_steward, _compliance, .. _board])
            person.Dispose();
    }

    private static void Honest(JsonNode figure)
    {
        var (low, value, high) = (
            figure["low"]!.GetValue<double>(),
            figure["value"]!.GetValue<double>(),
            figure["high"]!.GetValue<double>()
        );
        Assert.True(low <= value && value <= high && low < high, $"{figure}");
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
