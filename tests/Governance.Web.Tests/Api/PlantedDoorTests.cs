using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Testing.Doors;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Governance.Web.Tests.Api;

/// <summary>
/// The walk over all operations finds each kind of fault, in operations that have one on purpose.
/// </summary>
public sealed class PlantedDoorTests
{
    private static readonly JsonNode Description = JsonNode.Parse(
        """
        { "paths": { "/things": {
            "get": { "parameters": [ { "name": "size", "in": "query", "schema": { "type": "integer" } } ] },
            "post": { "requestBody": { "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/Thing" } } } } } } },
          "components": { "schemas": { "Thing": { "type": "object", "required": ["name"], "properties": {
            "name": { "type": "string" },
            "note": { "type": ["null", "string"] },
            "tags": { "type": "array", "items": { "type": "string" } } } } } } }
        """
    )!;

    /// <summary>What a door does that takes JSON, by name.</summary>
    private static readonly Dictionary<string, Func<JsonObject, IResult>> PlantedDoors = new()
    {
        ["unknown members"] = thing => Strict(thing, unknown: true) ?? Results.Ok(),
        ["missing ones"] = thing => Strict(thing, missing: true) ?? Results.Ok(),
        ["null"] = thing => Strict(thing, nulls: true) ?? Results.Ok(),
        ["NUL"] = thing => Strict(thing, unfit: true) ?? Results.Ok(),
        ["500 for an empty list"] = thing =>
            Strict(thing) ?? (thing["tags"] is JsonArray { Count: 0 } ? Results.StatusCode(500) : Results.Ok()),
        ["a framework's words"] = thing =>
            Strict(thing) is null
                ? Results.Ok()
                : Refused(400, "System.ArgumentException: name, note, tags, unheardOf"),
        ["a refusal without words"] = thing => Strict(thing) is null ? Results.Ok() : Results.StatusCode(400),
        ["a name that is taken for ever"] = thing =>
            Strict(thing) ?? (Taken!.Add(thing.ToJsonString()) ? Results.Ok() : Refused(409, "taken")),
    };

    private static readonly HashSet<string> Taken = [];

    [Theory]
    [InlineData("unknown members", "unknown member: 200 and not 400")]
    [InlineData("missing ones", "name removed: 200 and not 400")]
    [InlineData("null", "name null: 200 and not 400")]
    [InlineData("NUL", "name with NUL: 200 and not 422")]
    [InlineData("500 for an empty list", "tags empty: 500")]
    [InlineData("a framework's words", "tells of System.")]
    [InlineData("a refusal without words", "400 as ")]
    [InlineData("a name that is taken for ever", "the valid request after all the wrong ones: 409")]
    public async Task A_loose_door_is_found(string door, string fault)
    {
        var walked = await WalkAsync("POST", PlantedDoors[door], _ => Results.Ok());
        Assert.Contains(walked.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mistyped_filter_that_answers_with_everything_is_found()
    {
        var walked = await WalkAsync("GET", _ => Results.Ok(), _ => Results.Ok());
        Assert.Contains(walked.Faults, f =>
            f.Contains("an unknown query parameter: 200 and not 400", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_strict_door_has_no_faults()
    {
        var walked = await WalkAsync("POST", thing => Strict(thing) ?? Results.Ok(), _ => Results.Ok());
        Assert.Empty(walked.Faults);
        Assert.True(walked.Requests > 50, $"{walked}");
    }

    [Fact]
    public async Task A_text_that_is_kept_as_another_is_found()
    {
        static IResult Kept(JsonObject thing) => Results.Ok(new { name = ((string)thing["name"]!).ToUpperInvariant() });
        await using var app = await StartAsync(Kept, _ => Results.Ok());
        var walk = new DoorWalk(Clients(app));
        await walk.WriteAsync(Operations("POST"), [Example], ["Straße"], PortalHost.Ct);
        Assert.Contains(walk.Walked.Faults, f => f.Contains("kept as another text", StringComparison.Ordinal));
    }

    private static async Task<Walked> WalkAsync(
        string verb,
        Func<JsonObject, IResult> post,
        Func<HttpRequest, IResult> get
    )
    {
        await using var app = await StartAsync(post, get);
        var walk = new DoorWalk(Clients(app));
        await walk.WalkAsync(Operations(verb), [Example], PortalHost.Ct);
        return walk.Walked;
    }

    private static Operation Operations(string verb) => Operation.ReadAll(Description).Single(o => o.Method == verb);

    private static Task<DoorRequest> Example(CancellationToken ct) =>
        Task.FromResult(
            new DoorRequest
            {
                By = "me",
                Json = new JsonObject
                {
                    ["name"] = "a",
                    ["note"] = "b",
                    ["tags"] = new JsonArray("c"),
                },
            }
        );

    private static Dictionary<string, HttpClient> Clients(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new() { ["me"] = new() { BaseAddress = new(addresses.Single()) } };
    }

    private static async Task<WebApplication> StartAsync(Func<JsonObject, IResult> post, Func<HttpRequest, IResult> get)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/things", (HttpRequest request) => get(request));
        app.MapPost("/things", async (HttpRequest request) =>
        {
            if (!request.HasJsonContentType())
                return Refused(415, "JSON");
            if (request.Query.Count > 0)
                return Refused(400, request.Query.First().Key);
            try
            {
                using var read = await JsonDocument.ParseAsync(
                    request.Body,
                    new() { AllowDuplicateProperties = false }
                );
                return JsonNode.Parse(read.RootElement.GetRawText()) is JsonObject thing
                    ? post(thing)
                    : Refused(400, "An object");
            }
            catch (Exception broken) when (broken is JsonException or InvalidOperationException)
            {
                // A member that comes twice is named in the message.
                return Refused(400, broken.Message);
            }
        });
        await app.StartAsync(PortalHost.Ct);
        return app;
    }

    /// <summary>What a strict door refuses; each flag leaves one thing through.</summary>
    private static IResult? Strict(
        JsonObject thing,
        bool unknown = false,
        bool missing = false,
        bool nulls = false,
        bool unfit = false
    )
    {
        if (!unknown && thing.FirstOrDefault(m => m.Key is not ("name" or "note" or "tags")).Key is { } other)
            return Refused(400, other);
        if (!thing.ContainsKey("name"))
            return missing ? null : Refused(400, "name");
        foreach (var (member, value) in thing.Where(m => m.Key is "name" or "note" or "tags"))
        {
            if (value is null)
            {
                if (member != "note" && !nulls)
                    return Refused(400, member);
                else
                    continue;
            }
            var texts = member == "tags" ? value as JsonArray : new JsonArray(value.DeepClone());
            if (texts is null)
                return Refused(400, member);
            if (texts.Any(t => t is not JsonValue text || text.GetValueKind() != JsonValueKind.String))
                return Refused(400, $"{member}, {member}[0]");
            foreach (var text in texts)
            {
                string shown;
                try
                {
                    shown = (string)text!;
                }
                catch (InvalidOperationException)
                {
                    return Refused(422, $"{member}, {member}[0]");
                }
                if (!unfit && shown.AsSpan().IndexOfAny("\0\uFFFE\u202E\u2067") >= 0)
                    return Refused(422, $"{member}, {member}[0]");
            }
        }
        return null;
    }

    private static IResult Refused(int status, string detail) =>
        Results.Problem(detail, statusCode: status, title: "Refused", type: "/problems/refused");
}
