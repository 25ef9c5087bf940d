namespace Governance.Platform;

/// <summary>Finds the known name that a person most likely meant.</summary>
public static class NearestName
{
    // A longer text is not a typing error, and comparing it takes long.
    private const int Longest = 100;

    /// <summary>
    /// The known name with the fewest edits from the wrong one (insert, delete, replace, swap neighbours; case is ignored), the
    /// first of equals. Null when it takes more than three edits, or more than a third of the wrong name's length.
    /// </summary>
    public static string? Of(string wrong, IEnumerable<string> known)
    {
        if (wrong.Length is 0 or > Longest)
            return null;
        var (best, nearest) = (Math.Min(3, (wrong.Length + 1) / 3) + 1, (string?)null);
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - wrong.Length) >= best)
                continue;
            if (Edits(wrong, name) is var edits && edits >= best)
                continue;
            (best, nearest) = (edits, name);
            if (best == 0)
                break;
        }
        return nearest;
    }

    /// <summary>Optimal string alignment distance: https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance.</summary>
    private static int Edits(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1],
            last = stackalloc int[b.Length + 1],
            row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            var oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
