using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Governance.Web.Tests.Access;

namespace Governance.Web.Tests.Api;

/// <summary>A thing has one name in requests, queries and answers.</summary>
public sealed partial class MemberNamesTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Fact]
    public async Task An_id_is_named_for_the_thing_that_it_identifies_everywhere()
    {
        var document = await DocumentAsync();
        var members =
            from schema in document["components"]!["schemas"]!.AsObject()
            from member in schema.Value!["properties"] as JsonObject ?? []
            where IsId(member.Value!) && !Name().IsMatch(member.Key)
            select $"{schema.Key}.{member.Key}";
        var parameters =
            from operation in Operations(document)
            from parameter in operation.Value["parameters"] as JsonArray ?? []
            where IsId(parameter!["schema"]!) && !Name().IsMatch((string)parameter["name"]!)
            select $"{operation.Name}?{parameter["name"]}";
        Assert.Empty(members.Concat(parameters));
    }

    [Fact]
    public async Task Every_name_in_braces_is_described_and_no_value_of_an_enum_is_null()
    {
        var document = await DocumentAsync();
        foreach (var (name, operation) in Operations(document))
        {
            var described = (operation["parameters"] as JsonArray ?? []).Where(p => (string)p!["in"]! == "path");
            Assert.Equal(
                Braces().Matches(name).Select(m => m.Groups[1].Value).Order(),
                described.Select(p => (string)p!["name"]!).Order()
            );
        }
        Assert.All(document["components"]!["schemas"]!.AsObject(), s =>
            Assert.DoesNotContain(s.Value!["enum"] as JsonArray ?? [], v => v is null)
        );
    }

    [Theory]
    [InlineData("GET /api/v1/datasets/{id}/versions", "state", "sealed")]
    [InlineData("GET /api/v1/datasets/{id}/samples", "modality", "sensor")]
    public async Task A_word_of_a_query_is_described_with_its_kind(string operation, string parameter, string word)
    {
        var parameters = (await OperationAsync(operation))["parameters"]!.AsArray();
        var described = parameters.Single(p => (string)p!["name"]! == parameter)!["schema"]!;
        Assert.Contains(word, ((described["items"] ?? described)["enum"]!.AsArray()).Select(w => (string)w!));
    }

    [Theory]
    [InlineData("POST /api/v1/encoders", "name,spec,file")]
    [InlineData("POST /api/v1/datasets/{id}/imports", "map,file")]
    public async Task A_form_is_described_by_its_parts(string operation, string parts)
    {
        var body = (await OperationAsync(operation))["requestBody"]!;
        var form = body["content"]!["multipart/form-data"]!["schema"]!;
        Assert.Equal(parts.Split(','), form["properties"]!.AsObject().Select(p => p.Key));
    }

    private async Task<JsonNode> DocumentAsync()
    {
        await using var stream = await host.Browser().GetStreamAsync("/openapi/v1.json", PortalHost.Ct);
        return (await JsonNode.ParseAsync(stream, cancellationToken: PortalHost.Ct))!;
    }

    private async Task<JsonNode> OperationAsync(string name) =>
        Operations(await DocumentAsync()).Single(o => o.Name == name).Value;

    private static IEnumerable<(string Name, JsonNode Value)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from verb in path.Value!.AsObject()
        select ($"{verb.Key.ToUpperInvariant()} {path.Key}", verb.Value!);

    private static bool IsId(JsonNode schema) => (string?)(schema["items"] ?? schema)["format"] == "uuid";

    // The token of a lease is a secret, not an id.
    [GeneratedRegex("^(id|ids|.+Ids?|leaseToken)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Braces();
}
