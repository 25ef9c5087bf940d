using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Governance.Testing.Doors;

/// <summary>A request to an operation; each part can be changed alone.</summary>
public sealed record DoorRequest
{
    /// <summary>Key of the client that sends it.</summary>
    public required string By { get; init; }
    public IReadOnlyDictionary<string, string> Route { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];
    public JsonNode? Json { get; init; }

    /// <summary>The parts of a form, in their order.</summary>
    public IReadOnlyList<FormPart>? Form { get; init; }

    /// <summary>The status of the valid request, when that is not a success.</summary>
    public int? Expected { get; init; }

    /// <summary>A body that is neither JSON nor a form, or JSON as text.</summary>
    public (byte[] Bytes, string MediaType)? Raw { get; init; }

    public HttpRequestMessage Make(Operation operation)
    {
        var path = Route.Aggregate(operation.Path, (p, r) =>
            p.Replace($"{{{r.Key}}}", Escaped(r.Value), StringComparison.Ordinal)
        );
        var query = string.Join('&', Query.Select(q => $"{Uri.EscapeDataString(q.Name)}={Escaped(q.Value)}"));
        return new(new(operation.Method), query.Length == 0 ? path : $"{path}?{query}") { Content = Content() };
    }

    private HttpContent? Content()
    {
        if (Form is { } parts)
        {
            var form = new MultipartFormDataContent();
            foreach (var part in parts)
            {
                var content = new ByteArrayContent(part.Bytes);
                content.Headers.ContentDisposition = new("form-data")
                {
                    Name = $"\"{part.Name}\"",
                    FileName = part.FileName,
                };
                form.Add(content);
            }
            return form;
        }
        if (Raw is { } raw)
            return new ByteArrayContent(raw.Bytes)
            {
                Headers = { ContentType = MediaTypeHeaderValue.Parse(raw.MediaType) },
            };
        return Json is null ? null : new StringContent(Odd.Write(Json), Encoding.UTF8, "application/json");
    }

    /// <summary>A text that no URI can have is sent as its bytes.</summary>
    private static string Escaped(string text) =>
        text.Contains(Odd.Half, StringComparison.Ordinal)
            ? string.Join("%ED%A0%80", text.Split(Odd.Half).Select(Uri.EscapeDataString))
            : Uri.EscapeDataString(text);
}

/// <param name="FileName">Null for a text.</param>
public sealed record FormPart(string Name, byte[] Bytes, string? FileName = null)
{
    public FormPart(string name, string text)
        : this(name, Encoding.UTF8.GetBytes(text)) { }
}

/// <summary>
/// Values that <see cref="JsonNode"/> cannot represent: they are in it as marked texts, and are written as what they mean.
/// </summary>
public static class Odd
{
    /// <summary>Half a surrogate pair.</summary>
    public const string Half = "⟦half⟧";

    /// <summary>A number beyond every number.</summary>
    public const string Huge = "⟦huge⟧";

    /// <summary>The prefix of a member that is written a second time.</summary>
    public const string Again = "⟦again⟧";

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(JsonNode json) =>
        json.ToJsonString(Plain)
            .Replace(Half, "\\ud800", StringComparison.Ordinal)
            .Replace($"\"{Huge}\"", "1e400", StringComparison.Ordinal)
            .Replace(Again, "", StringComparison.Ordinal);
}
