using System.Text.Json;
using System.Text.RegularExpressions;

namespace Governance.Platform;

/// <summary>A fault in a JSON text, for the person who wrote it.</summary>
/// <param name="Path">JSON path: <c>$.streams[2].time.format</c>.</param>
/// <param name="What">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do about it, as a sentence.</param>
/// <param name="OfText">Whether the fault is an invalid character in a text, and not in the form of the JSON.</param>
public sealed partial record JsonFault(string Path, string What, string Remedy, bool OfText = false)
{
    /// <summary>The invalid character, as <see cref="UnfitText.Why"/>; null for a fault of the form.</summary>
    public Message? Why { get; init; }

    /// <summary>The fault of a text that is not JSON. System.Text.Json counts lines and characters from 0; people count from 1.</summary>
    public static JsonFault OfSyntax(JsonException fault)
    {
        var syntax = Place().Replace(fault.Message, "");
        var place = fault.LineNumber is { } line ? $" (line {line + 1}, character {fault.BytePositionInLine + 1})" : "";
        return new(
            "$",
            $"This is not valid JSON: {syntax}{place}",
            "Check the brackets, commas and quotes near that place."
        );
    }

    /// <summary>The path without the root: <c>streams[2].time.format</c>; <c>$</c> for the whole document.</summary>
    public string Member => Path.StartsWith("$.", StringComparison.Ordinal) ? Path[2..] : Path;

    /// <summary>Member, fault and remedy in one text.</summary>
    public override string ToString() => Path is "$" or "" ? $"{What} {Remedy}" : $"{Member}: {What} {Remedy}";

    [GeneratedRegex(@" (Path: \S* \| )?LineNumber: \d+ \| BytePositionInLine: \d+\.$")]
    private static partial Regex Place();
}
