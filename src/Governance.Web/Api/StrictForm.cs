using System.Text;
using Governance.Platform;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Governance.Web.Api;

/// <summary>The texts before the file, and the file as it arrives.</summary>
/// <param name="Name">The file name that the sender gave; null without one.</param>
internal sealed record ArrivingFile(IReadOnlyDictionary<string, string> Texts, string? Name, Stream Content);

/// <summary>
/// A multipart form of texts and one file, read as it arrives; the file is streamed to the callback. A part that is unknown,
/// repeated, too long or not valid text is refused by name.
/// </summary>
/// <param name="File">The name of the part that is streamed.</param>
internal sealed record StrictForm(string File, params IReadOnlyList<StrictForm.Text> Texts)
{
    /// <summary>A text part of the form.</summary>
    /// <param name="MostBytes">The greatest length, in bytes of UTF-8.</param>
    /// <param name="Json">True for JSON, which its reader checks.</param>
    internal sealed record Text(string Name, int MostBytes, string Description, bool Json = false);

    /// <summary>Whether the request declares the media type multipart/form-data.</summary>
    public static bool Is(HttpRequest request) =>
        TypeOf(request) is { } type && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the form part by part.</summary>
    /// <param name="take">Reads the file, or refuses it; it gets the texts before the file.</param>
    /// <returns>All texts by name; the caller knows whether the file arrived.</returns>
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
            return new FormUnreadable("It does not name a boundary");
        // The reader of the file has a limit of its own; Kestrel's limit is meant for other requests.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        try
        {
            return await ReadAsync(new MultipartReader(boundary, http.Request.Body), take, ct);
        }
        catch (Exception e) when (e is InvalidDataException || IsCutOff(e))
        {
            return new FormUnreadable("It is malformed or incomplete");
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

    /// <summary>The framework's reader distinguishes an incomplete form only by its message.</summary>
    private static bool IsCutOff(Exception e) =>
        e is IOException and not BadHttpRequestException
        && e.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal);

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type : null;
}
