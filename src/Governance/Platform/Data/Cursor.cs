using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Governance.Platform;

/// <summary>Opaque cursors: the sort key of the last row of a page.</summary>
public static class Cursor
{
    /// <summary>Most rows of a page.</summary>
    public const int MaxPageSize = 200;

    /// <summary>The page size, limited to 1 … 200; 50 when none is asked for.</summary>
    public static int Size(int? asked) => Math.Clamp(asked ?? 50, 1, MaxPageSize);

    /// <summary>The cursor of a key, in base64url.</summary>
    public static string Write(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Reads the key of a cursor; null without a cursor. False when the text is not a cursor.</summary>
    public static bool TryRead(string? cursor, out string? key)
    {
        key = null;
        if (string.IsNullOrEmpty(cursor))
            return true;
        if (!Base64Url.IsValid(cursor))
            return false;
        // Bytes that are not UTF-8 become U+FFFD, which no key contains; invalid characters are refused.
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (TextRule.Fault(text) is not null)
            return false;
        key = text;
        return true;
    }

    /// <summary>Reads a key that is not a text; false also for a cursor of another list.</summary>
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

    /// <summary>Makes a page from a query that took one row more than its size, with the cursor of the page's last row.</summary>
    public static Page<T> Cut<T>(List<T> rows, int size, Func<T, string> key)
    {
        if (rows.Count <= size)
            return new(rows, null);
        rows.RemoveRange(size, rows.Count - size);
        return new(rows, Write(key(rows[^1])));
    }
}
