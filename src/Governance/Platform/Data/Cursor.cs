using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Governance.Platform;

/// <summary>Opaque cursors: what the last row of a page was ordered by.</summary>
public static class Cursor
{
    public const int MaxPageSize = 200;

    /// <summary>1 … 200, whatever was asked.</summary>
    public static int Size(int? asked) => Math.Clamp(asked ?? 50, 1, MaxPageSize);

    public static string Write(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key, null without a cursor; false for one that no list gave.</summary>
    public static bool TryRead(string? cursor, out string? key)
    {
        key = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        if (!Base64Url.IsValid(cursor))
            return false;
        // Bytes that are no UTF-8 become U+FFFD, and a key with that leads nowhere; what no text may hold is refused.
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (TextRule.Fault(text) is not null)
            return false;
        key = text;
        return true;
    }

    /// <summary>The same where the key is no text: false also for a cursor of another list.</summary>
    public static bool TryRead<T>(string? cursor, out T? key)
        where T : struct, IParsable<T>
    {
        key = null;
        if (!TryRead(cursor, out string? text))
            return false;
        if (text is null)
            return true;
        if (!T.TryParse(text, CultureInfo.InvariantCulture, out var read))
            return false;
        key = read;
        return true;
    }

    /// <summary>Cuts the row too many that the query took, and makes the cursor from the last row kept.</summary>
    public static Page<T> Cut<T>(List<T> rows, int size, Func<T, string> key)
    {
        if (rows.Count <= size)
            return new(rows, null);
        rows.RemoveRange(size, rows.Count - size);
        return new(rows, Write(key(rows[^1])));
    }
}
