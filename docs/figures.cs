#:package Microsoft.CodeAnalysis.CSharp
#:property PublishAot=false
// Figures about the source: how easy it is to find and read. `dotnet run docs/figures.cs` counts this checkout,
// `dotnet run docs/figures.cs -- FOLDER` another one, such as an older one.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

const int MostParameters = 6;
const int CSharpWidth = 140;
const int RazorWidth = 160;
string[] doorSuffixes =
[
    "Desk",
    "Shelf",
    "Book",
    "Register",
    "Registry",
    "Board",
    "Store",
    "Catalog",
    "Census",
    "Journal",
    "Queue",
    "Gate",
];

var root = Path.GetFullPath(args.Length > 0 ? args[0] : ".");
var source = Files("src", "*.cs").Select(Parse).ToList();
var tests = Files("tests", "*.cs").Select(Parse).ToList();
var types = source.SelectMany(f => TopLevel(f.Unit).Select(t => (f.Path, Type: t))).ToList();
var members = source.SelectMany(f => PublicMembers(f.Unit)).ToList();
var doors = source
    .Where(f => f.Path.EndsWith("Module.cs", StringComparison.Ordinal))
    .SelectMany(f => f.Unit.DescendantNodes().OfType<GenericNameSyntax>())
    .Where(n => n.Identifier.Text is "AddSingleton" or "AddScoped" && n.TypeArgumentList.Arguments.Count == 1)
    .Select(n => n.TypeArgumentList.Arguments[0].ToString())
    .Distinct()
    .ToList();

Print("top-level types in src", types.Count);
Print("  in a file of their name", types.Count(t => HasFileOfItsName(t.Path, t.Type)));
Print(
    "  sentences in …Refusals.cs and …Messages.cs",
    types.Count(t => !HasFileOfItsName(t.Path, t.Type) && IsSentence(t.Path))
);
Print(
    "  configurations and enums next to their entity",
    types.Count(t => !HasFileOfItsName(t.Path, t.Type) && SharesEntity(t))
);
Print("  elsewhere", types.Count(t => !HasFileOfItsName(t.Path, t.Type) && !IsSentence(t.Path) && !SharesEntity(t)));
Print($"C# lines over {CSharpWidth}", source.Concat(tests).Sum(f => Longer(f.Path, CSharpWidth)));
Print("C# lines over 120", source.Concat(tests).Sum(f => Longer(f.Path, 120)));
Print($"razor lines over {RazorWidth}", Files("src", "*.razor").Sum(f => Longer(f, RazorWidth)));
Print($"methods with more than {MostParameters} parameters in src", source.Sum(f => Wide(f.Unit)));
Print("public members in src", members.Count);
Print("  with a comment", members.Count(IsDocumented));
Print("“Refusal!” in src", source.Sum(f => Occurrences(f.Text, "Refusal!")));
Print("doors and other services registered by modules", doors.Count);
foreach (var suffix in doorSuffixes)
    if (doors.Where(d => d.EndsWith(suffix, StringComparison.Ordinal)).ToList() is { Count: > 0 } named)
        Print($"  ending in {suffix} ({string.Join(", ", named)})", named.Count);

IEnumerable<string> Files(string folder, string pattern) =>
    Directory
        .EnumerateFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories)
        .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "node_modules"));

(string Path, string Text, CompilationUnitSyntax Unit) Parse(string path)
{
    var text = File.ReadAllText(path);
    return (path, text, CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
}

static IEnumerable<MemberDeclarationSyntax> TopLevel(CompilationUnitSyntax unit) =>
    unit.DescendantNodes()
        .OfType<MemberDeclarationSyntax>()
        .Where(m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
        .Where(m => m.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax);

static string NameOf(MemberDeclarationSyntax type) =>
    type is BaseTypeDeclarationSyntax named ? named.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;

static bool HasFileOfItsName(string path, MemberDeclarationSyntax type) =>
    Path.GetFileName(path).Split('.')[0] == NameOf(type);

static bool IsSentence(string path) =>
    path.EndsWith("Refusals.cs", StringComparison.Ordinal) || path.EndsWith("Messages.cs", StringComparison.Ordinal);

static bool SharesEntity((string Path, MemberDeclarationSyntax Type) type) =>
    File.ReadAllText(type.Path).Contains("IEntityTypeConfiguration", StringComparison.Ordinal)
    && (
        type.Type is EnumDeclarationSyntax
        || type.Type.ToString().Contains("IEntityTypeConfiguration", StringComparison.Ordinal)
    );

static int Longer(string path, int width) => File.ReadLines(path).Count(l => l.Length > width);

static int Wide(CompilationUnitSyntax unit) =>
    unit.DescendantNodes()
        .Count(n =>
            n is MethodDeclarationSyntax { ParameterList.Parameters.Count: > MostParameters }
            || n is LocalFunctionStatementSyntax { ParameterList.Parameters.Count: > MostParameters }
        );

static IEnumerable<MemberDeclarationSyntax> PublicMembers(CompilationUnitSyntax unit) =>
    unit.DescendantNodes()
        .OfType<MemberDeclarationSyntax>()
        .Where(m => m is not BaseNamespaceDeclarationSyntax and not EnumMemberDeclarationSyntax)
        .Where(m => m.Modifiers.Any(SyntaxKind.PublicKeyword) && !m.Modifiers.Any(SyntaxKind.OverrideKeyword))
        .Where(m =>
            m.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(t => t.Modifiers.Any(SyntaxKind.PublicKeyword))
        );

static bool IsDocumented(MemberDeclarationSyntax member) =>
    member.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia));

static int Occurrences(string text, string word) => text.Split(word).Length - 1;

static void Print(string what, int count) => Console.WriteLine($"{count, 7:N0}  {what}");
