using System.Reflection;
using System.Text.RegularExpressions;
using Governance.Testing;

namespace Governance.Tests.Architecture;

/// <summary>What the documents for newcomers name is there: files by path or name, types and members by name.</summary>
public sealed partial class DocumentsTests
{
    private const BindingFlags All =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Lazy<HashSet<string>> Files = new(() =>
        [
            .. new[] { "src", "tests", "docs", "migrations" }
                .SelectMany(top => Directory.EnumerateFiles(SourceTree.PathOf(top), "*", SearchOption.AllDirectories))
                .Select(file => Path.GetFileName(file)),
        ]
    );

    private static readonly Lazy<HashSet<string>> KnownTypes = new(() =>
        [
            .. new[]
            {
                typeof(Governance.Platform.GovernanceDb).Assembly,
                typeof(Governance.Web.Hosting.EmbeddedPostgres).Assembly,
            }
                .SelectMany(a => a.GetTypes())
                .SelectMany(t => t.GetMembers(All).Select(m => m.Name).Append(t.Name)),
        ]
    );

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/glossary.md")]
    public void What_a_document_names_is_there(string path)
    {
        var text = File.ReadAllText(SourceTree.PathOf(path.Split('/')));
        var folder = Path.GetDirectoryName(SourceTree.PathOf(path.Split('/')))!;
        var links = Link()
            .Matches(text)
            .Select(m => m.Groups[1].Value)
            .Where(l => !Path.Exists(Path.Combine(folder, l)));
        Assert.Empty(links);
        Assert.Empty(Missing(text));
    }

    [Fact]
    public void What_is_not_there_is_found()
    {
        var missing = Missing(
            "`src/Governance/Catalog/NoSuch.cs`, `NoSuchPage.razor`, `NoSuchType`, `./run`, `Dataset.cs`, `JobRuns`"
        );
        Assert.Equal(["src/Governance/Catalog/NoSuch.cs", "NoSuchPage.razor", "NoSuchType"], missing);
    }

    /// <summary>Names of files and of code; commands, addresses and settings are others' to hold.</summary>
    private static IEnumerable<string> Missing(string text) =>
        Code()
            .Matches(text)
            .Select(m => m.Groups[1].Value)
            .Where(n => n.Contains('/') ? PathName().IsMatch(n) : FileName().IsMatch(n) || CodeName().IsMatch(n))
            .Where(n => !IsThere(n));

    private static bool IsThere(string name) =>
        name.Contains('/') ? Path.Exists(SourceTree.PathOf(name.Split('/', StringSplitOptions.RemoveEmptyEntries)))
        : FileName().IsMatch(name) ? Files.Value.Contains(name)
        : KnownTypes.Value.Contains(name)
            || Files.Value.Contains($"{name}.cs")
            || typeof(object).Assembly.GetType($"System.{name}") is not null
            || File.ReadAllText(SourceTree.PathOf("docs", "guide", "settings.md"))
                .Contains($"`{name}`", StringComparison.Ordinal);

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^(src|tests|docs|migrations|wwwroot-assets|docker)(/[\w.-]+)+/?$")]
    private static partial Regex PathName();

    [GeneratedRegex(@"^\w[\w.]*\.(cs|razor|md|ts|css)$")]
    private static partial Regex FileName();

    [GeneratedRegex("^[A-Z][A-Za-z]+$")]
    private static partial Regex CodeName();
}
