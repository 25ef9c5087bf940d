using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>What the tests need to know about the sample workspace.</summary>
internal static class SampleWorkspace
{
    /// <summary>The load takes two minutes on two idle cores, and longer during the tests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <summary>
    /// Waits until it is loaded: its last step is a withdrawal, after which the portal has no more runs of its own.
    /// Runs of other tests do not count.
    /// </summary>
    public static async Task ReadyAsync(Api api, CancellationToken ct)
    {
        IReadOnlyList<JsonNode> runs = [];
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < Patience; )
        {
            runs = [.. (await api.AllAsync("runs", ct)).Where(r => r["startedBy"]!.GetValue<string>() == "portal")];
            if (runs.FirstOrDefault(r => r["state"]!.GetValue<string>() == "failed") is { } failed)
                throw new InvalidOperationException($"A run failed: {failed}");
            var withdrawn = (await api.AllAsync("consents", ct)).Any(c =>
                c["state"]!.GetValue<string>() == "withdrawn" && c["recordedBy"]!.GetValue<string>() == "portal"
            );
            if (withdrawn && runs.All(r => r["state"]!.GetValue<string>() is not ("queued" or "running")))
                return;
            await Task.Delay(500, ct);
        }
        throw new TimeoutException($"The sample workspace was not ready in {Patience}: {string.Join('\n', runs)}");
    }
}
