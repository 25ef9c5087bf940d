using System.Text.Json.Nodes;
using Governance.Ingestion;

namespace Governance.Tests.Ingestion;

public sealed class ImportMapTests
{
    [Fact]
    public void A_map_of_fifty_lines_is_read_with_its_defaults()
    {
        var map = Maps.Read(Maps.Visits);

        Assert.Equal(("note", 600_000_000_000), (map.Anchor, map.Window.Before.Ns));
        Assert.Equal(
            (2048, OnError.Continue, Duplicates.KeepFirst),
            (map.Images.LongEdge, map.OnError, map.Streams[2].Duplicates)
        );
    }

    [Fact]
    public void Every_error_is_reported_at_once_with_its_path_and_remedy()
    {
        var json = Maps
            .Visits.Replace("\"zone\": \"Europe/Zurich\",", "\"zoen\": \"x\",", StringComparison.Ordinal)
            .Replace("\"10m\", \"after\"", "\"ten\", \"after\"", StringComparison.Ordinal)
            .Replace("\"modality\": \"text\"", "\"modality\": \"smell\"", StringComparison.Ordinal)
            .Replace("\"unit\": \"Cel\"", "\"unit\": 3", StringComparison.Ordinal)
            .Replace("{subject}/heat.csv", "../heat.csv", StringComparison.Ordinal);

        var (map, errors) = ImportMapReader.Read(json);

        Assert.Null(map);
        Assert.Equal(
            [
                "$.streams[0].modality",
                "$.streams[2].channels[0].unit",
                "$.streams[2].path",
                "$.window.before",
                "$.zoen",
                "$.zone",
            ],
            errors.Select(e => e.Path).Order(StringComparer.Ordinal)
        );
        Assert.All(errors, e => Assert.False(string.IsNullOrWhiteSpace(e.What) || string.IsNullOrWhiteSpace(e.Remedy)));
        Assert.Contains(
            "“image”, “sensor”, “text”",
            errors.Single(e => e.Path == "$.streams[0].modality").Remedy,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("\"anchor\": \"note\"", "\"anchor\": \"heat\"", "$.anchor")]
    [InlineData("\"anchor\": \"note\"", "\"anchor\": \"nobody\"", "$.anchor")]
    [InlineData("Europe/Zurich", "Europe/Atlantis", "$.zone")]
    [InlineData("{subject}/heat.csv", "heat.csv", "$.streams[2]")]
    [InlineData("\"name\": \"photo\"", "\"name\": \"note\"", "$.streams")]
    [InlineData("\"columns\": [\"t\"]", "\"columns\": [\"t\"], \"format\": \"nonsense\"", "$.streams[2].time.format")]
    [InlineData(
        "\"columns\": [\"t\"]",
        "\"columns\": [\"t\"], \"format\": \"seconds-from-start\"",
        "$.streams[2].time.start"
    )]
    [InlineData("\"columns\": [\"t\"]", "\"exif\": true", "$.streams[2].time.columns")]
    public void A_map_that_is_well_formed_but_makes_no_sense_is_refused_where_it_is_wrong(
        string from,
        string to,
        string path
    )
    {
        var (map, errors) = ImportMapReader.Read(Maps.Visits.Replace(from, to, StringComparison.Ordinal));

        Assert.Null(map);
        Assert.Contains(path, errors.Select(e => e.Path));
    }

    [Fact]
    public void Text_that_is_no_json_and_members_that_come_twice_are_refused()
    {
        Assert.Equal("$", Assert.Single(ImportMapReader.Read("{ nonsense").Errors).Path);
        Assert.NotEmpty(ImportMapReader.Read("{ \"zone\": \"UTC\", \"zone\": \"UTC\" }").Errors);
        Assert.NotEmpty(ImportMapReader.Read("null").Errors);
        Assert.NotEmpty(ImportMapReader.Read("[]").Errors);
    }

    [Fact]
    public void The_schema_describes_every_member_and_refuses_unknown_ones()
    {
        var schema = ImportMapReader.Schema();

        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.Contains("zone", schema["required"]!.AsArray().Select(n => n!.GetValue<string>()));
        var stream = schema["properties"]!["streams"]!["items"]!["properties"]!.AsObject();
        Assert.All(stream, p => Assert.True(Described(p.Value), p.Key));
        static bool Described(JsonNode? node) =>
            node is JsonObject o && (o.ContainsKey("description") || o.ContainsKey("$ref"));
    }

    [Theory]
    [InlineData("90s", 90_000_000_000)]
    [InlineData("1h30m", 5_400_000_000_000)]
    [InlineData("-1.38s", -1_380_000_000)]
    [InlineData("0.5us", 500)]
    [InlineData("2d", 172_800_000_000_000)]
    public void Durations_are_exact(string text, long ns) =>
        Assert.Equal(ns, MapTextConverter<Duration>.ReadOrThrow(text).Ns);

    [Theory]
    [InlineData("{subject}/day-{day}.csv", "a b/day-3.csv", "a b|3")]
    [InlineData("**/{subject}/glucose.csv", "x/y/001/glucose.csv", "001")]
    [InlineData("**/{subject}/glucose.csv", "001/glucose.csv", "001")]
    [InlineData("{subject}/{subject}.csv", "1/1.csv", "1")]
    [InlineData("{subject}/{subject}.csv", "1/2.csv", null)]
    [InlineData("{subject}/glucose.csv", "a/b/glucose.csv", null)]
    [InlineData("{subject}/*.csv", "a/x.csv", "a")]
    public void Path_patterns_take_their_named_parts(string pattern, string path, string? parts) =>
        Assert.Equal(
            parts,
            PathPattern.Parse(pattern).Match(path) is { } found ? string.Join('|', found.Values) : null
        );
}
