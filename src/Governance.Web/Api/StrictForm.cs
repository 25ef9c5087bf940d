using System.Text;
using Governance.Platform;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Governance.Web.Api;

/// <summary>The texts that came before the file, and the file as it arrives.</summary>
/// <param name="Name">What the sender calls the file; null when it has no name.</param>
internal sealed record ArrivingFile(IReadOnlyDictionary<string, string> Texts, string? Name, Stream Content);

/// <summary>
/// A multipart form of texts and one file, read as it arrives: the file is streamed to who takes it. A part that the door does
/// not know, that comes twice, that is too long or that is no fit text is refused by name.
/// </summary>
/// <param name="File">The part that is streamed.</param>
internal sealed record StrictForm(string File, params IReadOnlyList<StrictForm.Text> Texts)
{
    /// <param name="Json">Checked by who reads it, and not here.</param>
    internal sealed record Text(string Name, int MostBytes, string Description, bool Json = false);

    /// <summary>Whether the request says that it is such a form.</summary>
    public static bool Is(HttpRequest request) =>
        TypeOf(request) is { } type && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <param name="take">Takes the file, or refuses it with what came before.</param>
    /// <returns>All texts by name; the caller knows whether the file came.</returns>
    public async Task<Result<IReadOnlyDictionary<string, string>>> ReadAsync(
        HttpContext http,
        Func<ArrivingFile, Task<Result>> take,
        CancellationToken ct
    )
    {
        if (
            HeaderUtilities.RemoveQuotes(TypeOf(http.Request)?.Boundary ?? default).Value
            is not { Length: > 0 } boundary
        )
            return new FormUnreadable("It names no boundary");
        // Who takes the file holds its limit; Kestrel's own is meant for forms.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        try
        {
            return await ReadAsync(new MultipartReader(boundary, http.Request.Body), take, ct);
        }
        catch (Exception e) when (e is InvalidDataException || IsCutOff(e))
        {
            return new FormUnreadable("It is malformed or breaks off");
        }
    }

    private async Task<Result<IReadOnlyDictionary<string, string>>> ReadAsync(
        MultipartReader parts,
        Func<ArrivingFile, Task<Result>> take,
        CancellationToken ct
    )
    {
        var (texts, seen) = (
            new Dictionary<string, string>(StringComparer.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
        );
        while (await parts.ReadNextSectionAsync(ct) is { } section)
        {
            var disposition = ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var parsed)
                ? parsed
                : null;
            var name = HeaderUtilities.RemoveQuotes(disposition?.Name ?? default).Value ?? "";
            if (name != File && Texts.All(t => t.Name != name))
                return new FormPartUnknown(
                    TextRule.Shown(name),
                    new KnownNames("a part", [.. Texts.Select(t => t.Name), File]).Advice(name)
                );
            if (!seen.Add(name))
                return new FormPartTwice(name);
            if (name == File)
            {
                var called = disposition!.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
                var fileName = HeaderUtilities.RemoveQuotes(called).Value;
                if (fileName is not null && StrictText.Check(name, fileName) is { } unfitName)
                    return unfitName;
                if (await take(new(texts, fileName, section.Body)) is { Ok: false } refused)
                    return refused.Refusal;
                continue;
            }
            var text = await TextAsync(Texts.Single(t => t.Name == name), section.Body, ct);
            if (!text.Ok)
                return text.Refusal;
            texts[name] = text.Value;
        }
        return texts;
    }

    private static async Task<Result<string>> TextAsync(Text text, Stream body, CancellationToken ct)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; bytes.Write(buffer, 0, read))
            if (bytes.Length + read > text.MostBytes)
                return new FormPartTooLong(text.Name, text.MostBytes);
        var value = StrictText.Marking(Encoding.UTF8).GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        return StrictText.Check(text.Name, value) is { } unfit ? unfit : value;
    }

    /// <summary>The reader says it in words alone.</summary>
    private static bool IsCutOff(Exception e) =>
        e is IOException and not BadHttpRequestException
        && e.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal);

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null;
}
