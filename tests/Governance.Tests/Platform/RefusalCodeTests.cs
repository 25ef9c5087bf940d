using System.Reflection;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Platform;

/// <summary>
/// Scripts compare refusal codes and rows store them. The snapshot beside this test changes only on purpose: a code may be
/// added; a released one stays.
/// </summary>
public sealed class RefusalCodeTests
{
    private static readonly Assembly[] Product =
    [
        typeof(Refusal).Assembly,
        Assembly.Load("Governance.Samples"),
        Assembly.Load("Governance.Web"),
    ];

    private static IEnumerable<Type> Refusals(params Assembly[] assemblies) =>
        assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Refusal)));

    private static IEnumerable<Type> WithoutCode(params Assembly[] assemblies) =>
        Refusals(assemblies).Where(t => t.GetCustomAttribute<RefusalCodeAttribute>() is null);

    [Fact]
    public void Every_refusal_declares_a_code()
    {
        Assert.Empty(WithoutCode(Product));
        Assert.Equal([typeof(Uncoded)], WithoutCode(typeof(Uncoded).Assembly));
        Assert.Throws<InvalidOperationException>(() => new Uncoded().Code);
    }

    [Fact]
    public void No_two_refusals_share_a_code()
    {
        var codes = Refusals(Product).Select(Refusal.CodeOf).ToList();
        Assert.DoesNotContain(codes.CountBy(c => c), c => c.Value > 1);
        Assert.All(codes, c => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", c));
    }

    [Fact]
    public void The_codes_are_those_of_the_snapshot()
    {
        var snapshot = File.ReadAllLines(
            SourceTree.PathOf("tests", "Governance.Tests", "Platform", "refusal-codes.txt")
        );
        Assert.Equal(snapshot, Refusals(Product).Select(Refusal.CodeOf).Order(StringComparer.Ordinal));
    }

    private sealed record Uncoded() : Refusal("It has no code.", "Give it one.");
}
