using System.Text;

namespace Governance.Platform;

/// <summary>One page of a list, and the cursor that asks for the next one (null on the last).</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>One page of a grid, with the count of everything behind it.</summary>
public sealed record GridPage<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Opaque cursors: what the last row of a page was ordered by.</summary>
public static class Cursor
{
    public const int MaxPageSize = 200;

    /// <summary>1 … 200, whatever was asked.</summary>
    public static int Size(int? asked) => Math.Clamp(asked ?? 50, 1, MaxPageSize);

    public static string Write(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The key, or null for a missing or damaged cursor: a list then starts at its beginning.</summary>
    public static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        var padded = cursor.Replace('-', '+').Replace('_', '/');
        padded = padded.PadRight(padded.Length + (4 - padded.Length % 4) % 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var n) ? Encoding.UTF8.GetString(bytes, 0, n) : null;
    }

    /// <summary>Cuts the row too many that the query took, and makes the cursor from the last row kept.</summary>
    public static Page<T> Cut<T>(List<T> rows, int size, Func<T, string> key)
    {
        if (rows.Count <= size) return new(rows, null);
        rows.RemoveRange(size, rows.Count - size);
        return new(rows, Write(key(rows[^1])));
    }
}
