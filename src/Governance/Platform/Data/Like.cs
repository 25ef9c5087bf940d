namespace Governance.Platform;

/// <summary>Search text inside LIKE patterns.</summary>
public static class Like
{
    /// <summary>Escapes %, _ and \ so that they match literally; use with the escape character “\”.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
