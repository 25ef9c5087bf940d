using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Microsoft.AspNetCore.Components;
using Assembly = System.Reflection.Assembly;

namespace Governance.Tests.Architecture;

/// <summary>Holds the directions of DESIGN: projects, floors, and pages that never touch the database.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Core = typeof(Governance.Platform.GovernanceDb).Assembly;
    private static readonly Assembly Web = typeof(Governance.Web.Hosting.EmbeddedPostgres).Assembly;
    private static readonly Assembly Inference = Assembly.Load("Governance.Inference");
    private static readonly Assembly Statistics = typeof(Governance.Statistics.Sampling.StratifiedDraw).Assembly;

    private static readonly Lazy<IReadOnlyList<IType>> Product = new(() => TypesOf(Core, Web));
    private static readonly Lazy<IReadOnlyList<IType>> Planted = new(() =>
        [
            .. TypesOf(typeof(ArchitectureTests).Assembly)
                .Where(t => t.Namespace?.FullName.StartsWith("Planted", StringComparison.Ordinal) == true),
        ]
    );

    [Fact]
    public void Capabilities_use_only_floors_below_their_own()
    {
        var core = Product
            .Value.Where(t =>
                t.Assembly.Name.StartsWith("Governance,", StringComparison.Ordinal) || t.Assembly.Name == "Governance"
            )
            .ToList();
        Assert.True(core.Count > 100, $"Only {core.Count} types were read: the test looks at the wrong assembly.");
        Assert.Empty(Floors.Unknown(core, "Governance"));
        Assert.Empty(Floors.Violations(core, "Governance"));
    }

    [Fact]
    public void A_planted_step_upwards_or_sideways_is_found()
    {
        var found = Floors.Violations(Planted.Value, "Planted");
        Assert.Contains(found, v => v.StartsWith("Platform → Catalog", StringComparison.Ordinal));
        Assert.Contains(found, v => v.StartsWith("Consent → Provenance", StringComparison.Ordinal));
        Assert.Contains("Attic", Floors.Unknown(Planted.Value, "Planted"));
    }

    [Fact]
    public void Pages_never_touch_the_database()
    {
        var pages = Product.Value.Where(IsComponent).ToList();
        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(TouchesDatabase).Select(p => p.FullName));
        Assert.Single(Planted.Value, t => IsComponent(t) && TouchesDatabase(t));
    }

    [Theory]
    [InlineData("Governance.Statistics")]
    [InlineData("Governance.Inference", "Governance.Statistics")]
    [InlineData("Governance", "Governance.Inference", "Governance.Statistics")]
    public void Projects_reference_only_downwards(string project, params string[] allowed)
    {
        var assembly = new[] { Core, Inference, Statistics }.Single(a => a.GetName().Name == project);
        var own = assembly
            .GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(n => n.StartsWith("Governance", StringComparison.Ordinal));
        Assert.Subset(allowed.ToHashSet(), own.ToHashSet());
    }

    [Fact]
    public void Statistics_depends_on_nothing_but_the_runtime() =>
        Assert.All(Statistics.GetReferencedAssemblies(), a =>
            Assert.StartsWith("System", a.Name!, StringComparison.Ordinal)
        );

    private static bool IsComponent(IType type) =>
        type.Namespace is not null
        && type is Class c
        && c.InheritedClasses.Any(b => b.FullName == typeof(ComponentBase).FullName);

    private static bool TouchesDatabase(IType type) =>
        type
            .Dependencies.Select(d => d.Target)
            .Any(d =>
                d.FullName.Contains("GovernanceDb", StringComparison.Ordinal)
                || d.FullName.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            );

    private static List<IType> TypesOf(params Assembly[] assemblies) =>
        [.. new ArchLoader().LoadAssemblies(assemblies).Build().Types];
}
