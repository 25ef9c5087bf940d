using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Governance.EndToEnd;

/// <summary>A client of the API: bearer token, JSON in, JSON out; an unexpected status fails with the problem's title and detail.</summary>
public sealed class Api : IDisposable
{
    private readonly HttpClient _http;

    private Api(HttpClient http) => _http = http;

    /// <summary>Signs in with a token that the host's command prints.</summary>
    public static async Task<Api> AsAsync(Portal portal, string user, CancellationToken ct)
    {
        var token = (await portal.CommandAsync($"token --user {user}@sample.local", ct)).Trim();
        Assert.DoesNotContain('\n', token);
        return With(portal, token);
    }

    public static Api With(Portal portal, string token)
    {
        var http = new HttpClient { BaseAddress = new(portal.Address, "/api/v1/"), Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(http);
    }

    /// <summary>The answer with any status.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path, CancellationToken ct) =>
        _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);

    public async Task<JsonNode> GetAsync(string path, CancellationToken ct) =>
        await AnswerAsync(await _http.GetAsync(path, ct), ct);

    public async Task<JsonNode> PostAsync(string path, object body, CancellationToken ct) =>
        await AnswerAsync(await _http.PostAsJsonAsync(path, body, ct), ct);

    public async Task<JsonNode> PutAsync(string path, object body, CancellationToken ct) =>
        await AnswerAsync(await _http.PutAsJsonAsync(path, body, ct), ct);

    public async Task<JsonNode> DeleteAsync(string path, CancellationToken ct) =>
        await AnswerAsync(await _http.DeleteAsync(path, ct), ct);

    public async Task<JsonNode> PostCsvAsync(string path, string csv, CancellationToken ct) =>
        await AnswerAsync(await _http.PostAsync(path, new StringContent(csv, Encoding.UTF8, "text/csv"), ct), ct);

    /// <summary>Import map and archive as multipart, the way curl sends it.</summary>
    public async Task<JsonNode> ImportAsync(string datasetId, string map, string archive, CancellationToken ct)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(map, Encoding.UTF8, "application/json"), "map" },
            { new StreamContent(File.OpenRead(archive)), "file", Path.GetFileName(archive) },
        };
        return await AnswerAsync(await _http.PostAsync($"datasets/{datasetId}/imports", form, ct), ct);
    }

    public async Task DownloadAsync(string path, string file, CancellationToken ct)
    {
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
            await AnswerAsync(response, ct);
        await using var to = File.Create(file);
        await response.Content.CopyToAsync(to, ct);
    }

    /// <summary>Adds the purpose unless the sample workspace has added it.</summary>
    public async Task EnsurePurposeAsync(string code, CancellationToken ct)
    {
        var purposes = await GetAsync("purposes", ct);
        if (purposes["items"]!.AsArray().Any(p => p!["code"]!.GetValue<string>() == code))
            return;
        try
        {
            await PostAsync(
                "purposes",
                new
                {
                    code,
                    title = code,
                    description = "for tests",
                },
                ct
            );
        }
        catch (InvalidOperationException taken) when (taken.Message.StartsWith("409", StringComparison.Ordinal))
        {
            // The sample workspace has added it in the meantime.
        }
    }

    /// <summary>Waits for a run to end well and returns it.</summary>
    public async Task<JsonNode> RunAsync(string runId, TimeSpan patience, CancellationToken ct)
    {
        for (var until = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(until) < patience; )
        {
            var run = await GetAsync($"runs/{runId}", ct);
            switch (run["state"]!.GetValue<string>())
            {
                case "succeeded":
                    return run;
                case "failed" or "cancelled":
                    throw new InvalidOperationException($"The run ended: {run}");
            }
            await Task.Delay(300, ct);
        }
        throw new TimeoutException($"The run did not end in {patience}: {await GetAsync($"runs/{runId}", ct)}");
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> AllAsync(string path, CancellationToken ct)
    {
        var items = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = await GetAsync($"{path}{separator}size=200{(cursor is null ? "" : "&cursor=" + cursor)}", ct);
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            cursor = page["next"]?.GetValue<string>();
        } while (cursor is not null);
        return items;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(ct);
            if (!response.IsSuccessStatusCode)
                throw new InvalidOperationException(
                    $"{(int)response.StatusCode} {response.RequestMessage?.RequestUri}: {text}"
                );
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }
    }
}
