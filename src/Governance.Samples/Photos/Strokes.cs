using System.Numerics;

namespace Governance.Samples;

/// <summary>
/// The few letters on the photos, as strokes, so that no font needs to be installed. A letter is 0.6 wide and 1 high; y points
/// up.
/// </summary>
internal static class Strokes
{
    private const float Advance = 0.82f;

    /// <summary>Each letter as polylines over a grid of 3 × 5 points: column 0-2, row 0-4 from below.</summary>
    private static readonly Dictionary<char, string[]> Letters = new()
    {
        ['0'] = ["00 20 24 04 00"],
        ['1'] = ["03 14 10", "00 20"],
        ['2'] = ["04 24 22 02 00 20"],
        ['3'] = ["04 24 20 00", "02 22"],
        ['4'] = ["04 02 22", "24 20"],
        ['5'] = ["24 04 02 22 20 00"],
        ['6'] = ["24 04 00 20 22 02"],
        ['7'] = ["04 24 10"],
        ['8'] = ["00 20 24 04 00", "02 22"],
        ['9'] = ["22 02 04 24 20 00"],
        ['P'] = ["00 04 24 22 02"],
        ['-'] = ["02 22"],
        ['S'] = ["24 04 02 22 20 00"],
        ['Y'] = ["04 12 24", "12 10"],
        ['N'] = ["00 04 20 24"],
        ['T'] = ["04 24", "14 10"],
        ['H'] = ["00 04", "20 24", "02 22"],
        ['E'] = ["24 04 00 20", "02 22"],
        ['I'] = ["14 10"],
        ['C'] = ["24 04 00 20"],
    };

    /// <summary>Lines of a text.</summary>
    /// <exception cref="KeyNotFoundException">A letter has no strokes.</exception>
    public static IEnumerable<(Vector2 From, Vector2 To)> Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
            foreach (var line in Letters[text[i]])
            {
                var points = line.Split(' ')
                    .Select(p => new Vector2((p[0] - '0') * 0.3f + i * Advance, (p[1] - '0') * 0.25f))
                    .ToArray();
                for (var p = 1; p < points.Length; p++)
                    yield return (points[p - 1], points[p]);
            }
    }

    public static float WidthOf(string text) => text.Length * Advance - (Advance - 0.6f);
}
