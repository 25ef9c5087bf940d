using System.Text.Json;

namespace Governance.Statistics.Tests.Published;

/// <summary>The published cases next to the repository, which are read there and never copied.</summary>
internal static class CaseFile
{
    /// <summary>Below <c>shared</c>, which GOVERNANCE_SHARED names or a folder above this one holds; null when it is nowhere.</summary>
    public static string? Find(string relative)
    {
        var named = Environment.GetEnvironmentVariable("GOVERNANCE_SHARED");
        IEnumerable<string> places = named is null ? Above().Select(d => Path.Combine(d.FullName, "shared")) : [named];
        return places.Select(p => Path.Combine(p, relative)).FirstOrDefault(File.Exists);
    }

    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    public static double[] Numbers(this JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Numbers)],
            JsonValueKind.Number => [element.GetDouble()],
            _ => throw new InvalidOperationException($"No number: {element}"),
        };

    public static int[] Integers(this JsonElement element, string name) =>
        [.. element.Numbers(name).Select(v => (int)v)];

    public static bool[] Marks(this JsonElement element, string name) => [.. element.Numbers(name).Select(v => v == 1)];

    private static IEnumerable<DirectoryInfo> Above()
    {
        for (var d = new DirectoryInfo(AppContext.BaseDirectory); d is not null; d = d.Parent)
            yield return d;
    }
}
