using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Testing.Doors;

namespace Governance.EndToEnd.Doors;

/// <summary>Calls every operation of the API with every kind of invalid request.</summary>
public sealed class StrictDoorsTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A part of a path, to test only some operations.</summary>
    private static readonly string? Only = Environment.GetEnvironmentVariable("GOVERNANCE_DOORS");

    [Fact]
    public async Task Every_door_takes_exactly_what_it_understands_and_every_text_is_kept_or_refused()
    {
        await using var world = await DoorWorld.StartAsync(Ct);
        var examples = new Examples(world);
        await using var described = await world.Clients["admin"].GetStreamAsync("/openapi/v1.json", Ct);
        var operations = Operation.ReadAll((await JsonNode.ParseAsync(described, cancellationToken: Ct))!);
        Assert.Empty(operations.Where(o => examples.Of(o).Count == 0).Select(o => $"{o.Name} has no example."));
        Assert.Empty(examples.Names.Except(operations.Select(o => o.Name)));

        var walk = new DoorWalk(world.Clients) { Begun = answer => world.CancelAsync(answer, Ct) };
        var texts = new DoorWalk(world.Clients) { Begun = answer => world.CancelAsync(answer, Ct) };
        foreach (var (place, operation) in operations.Where(IsWalked).Index())
        {
            var since = TimeProvider.System.GetTimestamp();
            var before = walk.Walked.Requests + texts.Walked.Requests;
            await walk.WalkAsync(operation, examples.Of(operation), Ct);
            await texts.WriteAsync(operation, examples.Of(operation), TriedAt(place), Ct);
            var requests = walk.Walked.Requests + texts.Walked.Requests - before;
            if (TimeProvider.System.GetElapsedTime(since) is var took && took > TimeSpan.FromSeconds(5))
                output.WriteLine($"{operation.Name}: {requests} requests in {took.TotalSeconds:0} s");
        }
        output.WriteLine($"Walk: {walk.Walked}");
        output.WriteLine($"Texts ({TriedAt(0).Count} of {Tried.Count} at each operation): {texts.Walked}");
        var faults = walk.Walked.Faults.Concat(texts.Walked.Faults).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(200)));
        Assert.DoesNotContain("Unhandled exception", world.Portal.Log(), StringComparison.Ordinal);
    }

    private static bool IsWalked(Operation operation) =>
        Only is null || operation.Name.Contains(Only, StringComparison.Ordinal);

    /// <summary>A third of the texts, another third at the next operation; with GOVERNANCE_ALL_TEXTS all of them.</summary>
    private static IReadOnlyList<string> TriedAt(int place) =>
        AllTexts is null ? [.. Tried.Where((_, i) => i % 3 == place % 3)] : Tried;

    private static string? AllTexts => Environment.GetEnvironmentVariable("GOVERNANCE_ALL_TEXTS");

    /// <summary>Texts that have broken something; with GOVERNANCE_ALL_TEXTS also the collection in that file.</summary>
    private static IReadOnlyList<string> Tried { get; } =
    [
        .. (
            AllTexts is { Length: > 0 } file && File.Exists(file)
                ? HostileTextsTests.Texts.Concat(JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!)
                : HostileTextsTests.Texts
        ).Select(Halved),
    ];

    private static string Halved(string text) =>
        text.Replace("\uD800b", $"{Odd.Half}b", StringComparison.Ordinal) is var shown && shown == "\uDC00"
            ? Odd.Half
            : shown;
}
