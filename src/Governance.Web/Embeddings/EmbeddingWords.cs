using System.Text.Json;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Platform;

namespace Governance.Web.Embeddings;

/// <summary>Words for encoders and embedding sets on pages.</summary>
internal static class EmbeddingWords
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true };

    /// <summary>“CPUExecutionProvider” → “CPU”.</summary>
    public static string Provider(string? name) =>
        string.IsNullOrEmpty(name) ? "—" : name.Replace("ExecutionProvider", "", StringComparison.Ordinal);

    /// <summary>Indented JSON, cut at 20 000 characters.</summary>
    public static string Indented(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Shortened(JsonSerializer.Serialize(document.RootElement, Pretty));
    }

    /// <summary>A kebab-case reason of a set in the words of the consent pages.</summary>
    public static string Reason(string reason) =>
        reason switch
        {
            EmbeddingTable.Erased => "erased since the version was sealed",
            EmbeddingTable.NotEmbedded => "not embedded",
            _ when Enum.GetValues<Exclusion>()
                    .Where(e => KebabCase.From(e.ToString()) == reason)
                    .Select(e => (Exclusion?)e)
                    .FirstOrDefault()
                    is { } known => known.InWords(),
            _ => reason.Replace('-', ' '),
        };

    /// <summary>A vocabulary can have thirty thousand words, too many to show.</summary>
    private static string Shortened(string text) => text.Length <= 20_000 ? text : text[..20_000] + "\n…";
}
