using System.Globalization;
using System.Reflection;
using Governance.Testing;

namespace Governance.Web.Tests.Hosting;

/// <summary>The guide lists every setting with its default.</summary>
public sealed class SettingsGuideTests
{
    private static readonly string Guide = File.ReadAllText(SourceTree.PathOf("docs", "guide", "settings.md"));

    public static TheoryData<string, string, string> Options { get; } = Read();

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_is_in_the_guide_with_its_default(string section, string property, string initial)
    {
        var line = Guide
            .Split('\n')
            .SingleOrDefault(l => l.Contains($"`{section}__{property}", StringComparison.Ordinal));
        Assert.True(line is not null, $"{section}__{property} is not in docs/guide/settings.md.");
        Assert.Equal(initial, line.Split('|')[2].Trim().Replace("`", "", StringComparison.Ordinal));
    }

    private static TheoryData<string, string, string> Read()
    {
        var all = new TheoryData<string, string, string>();
        var types = typeof(Governance.Platform.GovernanceDb)
            .Assembly.GetExportedTypes()
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t.IsClass);
        foreach (var type in types)
        {
            var initial = Activator.CreateInstance(type);
            var section = type.GetField("Section")?.GetRawConstantValue() as string ?? type.Name[..^"Options".Length];
            foreach (
                var property in type.GetProperties(
                    BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly
                )
            )
                all.Add(
                    section.Replace(":", "__", StringComparison.Ordinal),
                    property.Name,
                    Written(property.GetValue(initial))
                );
        }
        return all;
    }

    private static string Written(object? value) =>
        value switch
        {
            TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
            // The host fills it in.
            List<string> => "imports/ in the data folder",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "none",
        };
}
