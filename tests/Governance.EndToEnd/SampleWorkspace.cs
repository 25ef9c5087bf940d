using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>What the tests need to know of the sample workspace.</summary>
internal static class SampleWorkspace
{
    /// <summary>Waits until it is loaded: its last step is a withdrawal, and then nothing is at work any more.</summary>
    public static async Task ReadyAsync(Api api, TimeSpan patience, CancellationToken ct)
    {
        IReadOnlyList<JsonNode> runs = [];
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < patience;)
        {
            runs = await api.AllAsync("runs", ct);
            if (runs.FirstOrDefault(r => r["state"]!.GetValue<string>() == "failed") is { } failed) throw new InvalidOperationException($"A run failed: {failed}");
            var withdrawn = (await api.AllAsync("consents", ct)).Any(c => c["state"]!.GetValue<string>() == "withdrawn" && c["recordedBy"]!.GetValue<string>() == "portal");
            if (withdrawn && runs.All(r => r["state"]!.GetValue<string>() is not ("queued" or "running"))) return;
            await Task.Delay(500, ct);
        }
        throw new TimeoutException($"The sample workspace was not ready in {patience}: {string.Join('\n', runs)}");
    }
}
