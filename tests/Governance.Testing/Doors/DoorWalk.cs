using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Governance.Testing.Doors;

/// <summary>
/// Makes a valid request to an operation, anew each time: what it refers to exists, and its names are free.
/// </summary>
public delegate Task<DoorRequest> Example(CancellationToken ct);

/// <summary>The result of a walk.</summary>
public sealed class Walked
{
    public int Operations { get; set; }
    public int Requests { get; set; }
    public SortedDictionary<int, int> ByStatus { get; } = [];
    public List<string> Faults { get; } = [];

    public override string ToString()
    {
        var byStatus = string.Join(", ", ByStatus.Select(s => $"{s.Value} × {s.Key}"));
        return $"{Operations} operations, {Requests} requests; {byStatus}; {Faults.Count} faults.";
    }
}

/// <summary>
/// Tests the operations of an OpenAPI document: sends each its valid request, the request with each possible fault, and the
/// valid one again. No answer may be a server error, nothing unknown may be accepted, and every refusal must be a problem
/// with sentences.
/// </summary>
/// <param name="clients">By the key of <see cref="DoorRequest"/>.</param>
public sealed class DoorWalk(IReadOnlyDictionary<string, HttpClient> clients)
{
    private const int FaultsOfAnOperation = 12;

    /// <summary>Called with what a wrong request started all the same, so that it can be stopped.</summary>
    public Func<JsonNode, Task>? Begun { get; init; }

    public Walked Walked { get; } = new();

    public async Task WalkAsync(Operation operation, IReadOnlyList<Example> examples, CancellationToken ct)
    {
        Walked.Operations++;
        foreach (var example in examples)
            await TryAsync(operation, () => WalkAsync(operation, example, ct));
    }

    /// <summary>An example that cannot be made is a fault of its operation; the walk continues.</summary>
    private async Task TryAsync(Operation operation, Func<Task> walk)
    {
        try
        {
            await walk();
        }
        catch (Exception broken)
            when (broken
                    is InvalidOperationException
                        or HttpRequestException
                        or TimeoutException
                        or NullReferenceException
                        or ArgumentException
                        or FormatException
            )
        {
            Walked.Faults.Add($"{operation.Name}: {broken}");
        }
    }

    private async Task WalkAsync(Operation operation, Example example, CancellationToken ct)
    {
        var faults = Walked.Faults.Count;
        if (!await PassesAsync(operation, example, "at first", ct))
            return;
        var mutations = Mutations.Of(operation, await example(ct)).ToList();
        for (var i = 0; i < mutations.Count; i++)
        {
            var answer = await SendAsync(operation, mutations[i].Request, ct);
            if (Wrong(mutations[i], answer) is { } wrong && Walked.Faults.Count < faults + FaultsOfAnOperation)
                Walked.Faults.Add($"{operation.Name}, {mutations[i].What}: {wrong}: {Short(answer.Text)}");
            if (answer.Status is < 200 or >= 300 || operation.Method == "GET")
                continue;
            if (Begun is { } begun && answer.Text.Length > 0)
                await begun(JsonNode.Parse(answer.Text)!);
            // The valid request cannot be sent twice: its name is taken, or its target was deleted.
            mutations = [.. Mutations.Of(operation, await example(ct))];
        }
        await PassesAsync(operation, example, "after all the wrong ones", ct);
    }

    /// <summary>
    /// Sends every text in every place of the operation that takes one: it is kept as it is, or refused with sentences.
    /// </summary>
    public async Task WriteAsync(
        Operation operation,
        IReadOnlyList<Example> examples,
        IReadOnlyList<string> texts,
        CancellationToken ct
    )
    {
        var requests = Walked.Requests;
        foreach (var example in examples)
            await TryAsync(operation, () => WriteAsync(operation, example, texts, ct));
        if (Walked.Requests > requests)
            Walked.Operations++;
    }

    private async Task WriteAsync(
        Operation operation,
        Example example,
        IReadOnlyList<string> texts,
        CancellationToken ct
    )
    {
        var valid = await example(ct);
        var fields = Mutations.Texts(operation, valid, "x").Count();
        for (var (t, f) = (0, 0); fields > 0 && t < texts.Count; (t, f) = f + 1 == fields ? (t + 1, 0) : (t, f + 1))
        {
            // A text that an address cannot have goes into fewer places.
            var places = Mutations.Texts(operation, valid, texts[t]);
            if (places.ElementAtOrDefault(f) is not { Request: { } request } place)
                continue;
            var answer = await SendAsync(operation, request, ct);
            if (
                (Fault(answer) ?? Changed(place.Field, texts[t], answer)) is { } wrong
                && Walked.Faults.Count < FaultsOfAnOperation * 20
            )
            {
                var tried = $"{place.Field} = {Short(JsonSerializer.Serialize(texts[t]))}";
                Walked.Faults.Add($"{operation.Name}, {tried}: {wrong}: {Short(answer.Text)}");
            }
            if (answer.Status is < 200 or >= 300 || operation.Method == "GET")
                continue;
            if (Begun is { } begun && answer.Text.Length > 0)
                await begun(JsonNode.Parse(answer.Text)!);
            valid = await example(ct);
        }
    }

    private async Task<bool> PassesAsync(Operation operation, Example example, string when, CancellationToken ct)
    {
        var request = await example(ct);
        var answer = await SendAsync(operation, request, ct);
        if (request.Expected is { } expected ? answer.Status == expected : answer.Status is >= 200 and < 300)
            return true;
        Walked.Faults.Add($"{operation.Name}, the valid request {when}: {answer.Status}: {Short(answer.Text)}");
        return false;
    }

    private async Task<Answer> SendAsync(Operation operation, DoorRequest request, CancellationToken ct)
    {
        using var message = request.Make(operation);
        using var response = await clients[request.By].SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
        var type = response.Content.Headers.ContentType?.MediaType;
        // Downloads are not read.
        var isRead =
            type?.Contains("json", StringComparison.Ordinal) == true
            || response.StatusCode >= HttpStatusCode.BadRequest;
        var text = isRead ? await response.Content.ReadAsStringAsync(ct) : "";
        var status = (int)response.StatusCode;
        Walked.Requests++;
        Walked.ByStatus[status] = Walked.ByStatus.GetValueOrDefault(status) + 1;
        return new(status, type, text, ByServer: type is null && response.Headers.ConnectionClose == true);
    }

    private static string? Wrong(Mutation mutation, Answer answer) =>
        Fault(answer)
        ?? mutation.Wanted switch
        {
            Wanted.NotUnderstood when answer.Status != 400 => $"{answer.Status} and not 400",
            Wanted.Unfit when answer.Status is not (422 or 400) => $"{answer.Status} and not 422",
            Wanted.Refused when answer.Status is < 400 => $"{answer.Status} and no refusal",
            _ when mutation.Member is { } member && !answer.Text.Contains(member, StringComparison.OrdinalIgnoreCase) =>
                $"“{member}” is not named",
            _ => null,
        };

    /// <summary>A server error, or a refusal without sentences.</summary>
    private static string? Fault(Answer answer)
    {
        if (answer.Status >= 500)
            return $"{answer.Status}";
        if (answer.Status < 400 || answer.ByServer)
            return null;
        if (answer.Type != "application/problem+json")
            return $"{answer.Status} as {answer.Type}";
        foreach (var ours in new[] { "System.", "Microsoft.", "Npgsql", "Exception", "   at " })
            if (answer.Text.Contains(ours, StringComparison.Ordinal))
                return $"tells of {ours}";
        var problem = JsonNode.Parse(answer.Text)!;
        return
            ((string?)problem["type"])?.StartsWith("/problems/", StringComparison.Ordinal) != true
            || string.IsNullOrEmpty((string?)problem["title"])
            || string.IsNullOrEmpty((string?)problem["detail"])
            ? "a problem without its words"
            : null;
    }

    /// <summary>Some names are kept in lower case.</summary>
    private static readonly string[] Small = ["alias", "email"];

    /// <summary>An accepted text is returned unchanged.</summary>
    private static string? Changed(string field, string text, Answer answer)
    {
        if (
            answer.Status is not (200 or 201)
            || answer.Text.Length == 0
            || JsonNode.Parse(answer.Text) is not JsonObject shown
        )
            return null;
        if (shown[field] is not JsonValue value || !value.TryGetValue(out string? kept))
            return null;
        var compare = Small.Contains(field) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return kept.Equals(text, compare) || kept.Equals(text.Trim(), compare) ? null : "kept as another text";
    }

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;

    /// <param name="ByServer">
    /// Whether the server rejected it before the portal, because it is not a valid HTTP request (an address that is too long).
    /// </param>
    private sealed record Answer(int Status, string? Type, string Text, bool ByServer);
}
