using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>An import map without errors, with the text that it was read from.</summary>
public sealed class CheckedMap
{
    private CheckedMap(string text) => Text = text;

    /// <summary>As the person wrote it, comments included.</summary>
    public string Text { get; }

    /// <summary>The map, or every error in it.</summary>
    public static Result<CheckedMap> Read(string text)
    {
        var (map, errors) = ImportMapReader.Read(text);
        return map is null ? new MapInvalid(errors) : new CheckedMap(text);
    }
}
