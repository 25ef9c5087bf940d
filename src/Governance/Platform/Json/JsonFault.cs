using System.Text.Json;
using System.Text.RegularExpressions;

namespace Governance.Platform;

/// <summary>Something in a JSON text that its reader does not take, for the one who wrote it.</summary>
/// <param name="Path">JSON path: <c>$.streams[2].time.format</c>.</param>
/// <param name="OfText">The JSON is understood; a text in it holds what no text may hold.</param>
public sealed partial record JsonFault(string Path, string What, string Remedy, bool OfText = false)
{
    /// <summary>A text that is not JSON. System.Text.Json counts lines and characters from 0; people count from 1.</summary>
    public static JsonFault OfSyntax(JsonException fault)
    {
        var syntax = Place().Replace(fault.Message, "");
        var place = fault.LineNumber is { } line ? $" (line {line + 1}, character {fault.BytePositionInLine + 1})" : "";
        return new("$", $"This is not JSON: {syntax}{place}", "Check the brackets, commas and quotes near that place.");
    }

    /// <summary>Where it is, without the sign of the root: <c>streams[2].time.format</c>; <c>$</c> for the whole.</summary>
    public string Member => Path.StartsWith("$.", StringComparison.Ordinal) ? Path[2..] : Path;

    /// <summary>In one sentence: where, what and how to mend it.</summary>
    public override string ToString() => Path is "$" or "" ? $"{What} {Remedy}" : $"{Member}: {What} {Remedy}";

    [GeneratedRegex(@" (Path: \S* \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.$")]
    private static partial Regex Place();
}
