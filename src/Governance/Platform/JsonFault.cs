using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Governance.Platform;

/// <summary>
/// What is wrong with a JSON text, for the one who wrote it: System.Text.Json names .NET types, which its author does not
/// know, and counts lines and characters from 0.
/// </summary>
public static partial class JsonFault
{
    public static string InWords(JsonException fault)
    {
        if (Unmapped().Match(fault.Message) is { Success: true } unknown) return $"There is no “{fault.Path ?? unknown.Groups["name"].Value}” to fill.";
        if (Missing().Match(fault.Message) is { Success: true } missing) return $"Missing{Under(fault.Path)}: {missing.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal)}.";
        if (Misfit().Match(fault.Message) is { Success: true } misfit) return $"The value of {fault.Path ?? "$"} {Wanted(misfit.Groups["type"].Value.TrimEnd('.'), fault.Path)}.";
        var syntax = Place().Replace(fault.Message, "");
        return fault.LineNumber is { } line ? $"{syntax} (line {line + 1}, character {fault.BytePositionInLine + 1})" : syntax;
    }

    private static string Under(string? path) => path is null or "$" ? "" : $" in {path}";

    private static string Wanted(string type, string? path) => Kind(type, path) is { IsEnum: true } known
        ? $"is none of: {string.Join(", ", Enum.GetNames(known).Select(JsonNamingPolicy.CamelCase.ConvertName))}"
        : "is not of the kind that belongs there";

    /// <summary>The type that the value should have had. For a member of an object the message names the object's type.</summary>
    private static Type? Kind(string type, string? path)
    {
        var named = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(type)).FirstOrDefault(t => t is not null);
        if (named is null or { IsEnum: true }) return named;
        var member = named.GetProperty(path?.Split('.')[^1] ?? "", BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType;
        return member is null ? null : Nullable.GetUnderlyingType(member) ?? member;
    }

    [GeneratedRegex("^The JSON property '(?<name>[^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (?<names>.*?)\\.(?: Path:|$)", RegexOptions.Singleline)]
    private static partial Regex Missing();

    [GeneratedRegex(@"could not be converted to (?<type>[\w.+]+)")]
    private static partial Regex Misfit();

    [GeneratedRegex(@" Path: \S* \| LineNumber: \d+ \| BytePositionInLine: \d+\.$")]
    private static partial Regex Place();
}
