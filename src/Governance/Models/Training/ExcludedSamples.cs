namespace Governance.Models;

/// <summary>Writes counts of excluded samples as part of a sentence.</summary>
internal static class ExcludedSamples
{
    /// <summary>“2 not embedded, 6 withdrawn”; “the version is empty” without any.</summary>
    /// <param name="excluded">Reason in kebab case → how many.</param>
    public static string InWords(IReadOnlyDictionary<string, int>? excluded) =>
        excluded is { Count: > 0 }
            ? string.Join(
                ", ",
                excluded.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Value} {e.Key.Replace('-', ' ')}")
            )
            : "the version is empty";
}
