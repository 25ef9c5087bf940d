using Governance.Ledger;
using Governance.Platform;
using Assembly = System.Reflection.Assembly;

namespace Governance.Tests.Architecture;

/// <summary>
/// Holds the directions of DESIGN: projects, floors, a host and samples that use only doors, and rows that are written
/// only by the capability that keeps them. What each test must find is planted in <c>Planted.cs</c>.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly CoreAssembly = typeof(GovernanceDb).Assembly;
    private static readonly Assembly WebAssembly = typeof(Governance.Web.Hosting.EmbeddedPostgres).Assembly;
    private static readonly Assembly SamplesAssembly = typeof(Governance.Samples.SampleWorkspaceModule).Assembly;
    private static readonly Assembly Inference = Assembly.Load("Governance.Inference");
    private static readonly Assembly Statistics = typeof(Governance.Statistics.Sampling.StratifiedDraw).Assembly;

    private static readonly Lazy<IReadOnlyList<CompiledType>> Core = new(() => CompiledCode.Of(CoreAssembly));
    private static readonly Lazy<IReadOnlyList<CompiledType>> Web = new(() => CompiledCode.Of(WebAssembly));
    private static readonly Lazy<IReadOnlyList<CompiledType>> Samples = new(() => CompiledCode.Of(SamplesAssembly));
    private static readonly Lazy<IReadOnlyList<CompiledType>> Planted = new(() =>
        [
            .. CompiledCode
                .Of(typeof(ArchitectureTests).Assembly)
                .Where(t => t.Space.StartsWith("Planted.", StringComparison.Ordinal)),
        ]
    );
    private static readonly Lazy<IReadOnlyList<DatabaseWrite>> Writes = new(() =>
        DatabaseWrites.Of([.. Core.Value, .. Web.Value, .. Samples.Value])
    );

    /// <summary>The planted types write entities of the product, so the product's types say which members change them.</summary>
    private static readonly Lazy<IReadOnlyList<DatabaseWrite>> PlantedWrites = new(() =>
        [
            .. DatabaseWrites
                .Of([.. Core.Value, .. Planted.Value])
                .Where(w => w.Space.StartsWith("Planted.", StringComparison.Ordinal)),
        ]
    );

    /// <summary>
    /// What of the host knows PostgreSQL's client: it starts a private server, lets one process at a time prepare the
    /// database, and tells a failed start from a bug. None of it knows EF Core or a table.
    /// </summary>
    private static readonly string[] KnowsTheServer =
    [
        "Governance.Web.Hosting.EmbeddedPostgres",
        "Governance.Web.Hosting.PostgresFolder",
        "Governance.Web.Hosting.Start",
        "Program",
    ];

    [Fact]
    public void Capabilities_use_only_floors_below_their_own()
    {
        Assert.True(Core.Value.Count > 100, $"Only {Core.Value.Count} types were read: the wrong assembly.");
        Assert.Empty(Floors.Unknown(Core.Value, "Governance"));
        Assert.Empty(Floors.Violations(Core.Value, "Governance"));
    }

    [Theory]
    [InlineData("Platform → Catalog: Planted.Platform.UsesACapabilityAbove ")]
    [InlineData("Platform → Catalog: Planted.Platform.UsesItInAnAsyncIterator ")]
    [InlineData("Platform → Catalog: Planted.Platform.UsesItInALambda ")]
    [InlineData("Consent → Provenance: Planted.Consent.UsesACapabilityBeside ")]
    public void A_planted_step_upwards_or_sideways_is_found(string violation)
    {
        var found = Floors.Violations(Planted.Value, "Planted");
        Assert.Single(found, v => v.StartsWith(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_planted_capability_without_floor_is_found() =>
        Assert.Equal(["Attic"], Floors.Unknown(Planted.Value, "Planted"));

    [Fact]
    public void The_host_and_the_samples_use_only_doors()
    {
        Assert.True(Web.Value.Count > 100, $"Only {Web.Value.Count} types were read: the wrong assembly.");
        Assert.True(Samples.Value.Count > 20, $"Only {Samples.Value.Count} types were read: the wrong assembly.");
        Assert.Empty(UsersOf([typeof(GovernanceDb).FullName!, "Microsoft.EntityFrameworkCore."], Web.Value));
        Assert.Empty(UsersOf([typeof(GovernanceDb).FullName!, "Microsoft.EntityFrameworkCore."], Samples.Value));
        Assert.Equal(KnowsTheServer, UsersOf(["Npgsql."], Web.Value));
        Assert.Empty(UsersOf(["Npgsql."], Samples.Value));
    }

    [Fact]
    public void A_planted_query_of_a_page_a_helper_or_a_sample_is_found() =>
        Assert.Equal(
            ["Planted.Samples.StepThatQueries", "Planted.Web.HelperThatQueries", "Planted.Web.PageThatQueries"],
            UsersOf(
                [typeof(GovernanceDb).FullName!],
                Planted.Value.Where(t => t.Space is "Planted.Web" or "Planted.Samples")
            )
        );

    [Fact]
    public void Rows_are_written_only_by_the_capability_that_keeps_them()
    {
        Assert.True(Writes.Value.Count > 100, $"Only {Writes.Value.Count} writes were found: they are not seen.");
        Assert.Empty(Foreign(Writes.Value, "Governance"));
    }

    [Fact]
    public void Planted_writes_of_rows_that_others_keep_are_found() =>
        Assert.Equal(
            [
                "Add writes Run by Add",
                "AddToASet writes Run by AddRange",
                "AddUnnamed writes an unnamed entity by AddRange",
                "CopyInALambda writes Run by CopyAsync",
                "DeleteASetAsync writes Run by ExecuteDeleteAsync",
                "Remove writes User by Remove",
                "SetAnEntry writes an unnamed entity by set_State",
                "SetState writes Run by set_State",
                "UpdateASetAsync writes Run by ExecuteUpdateAsync",
                "WriteSqlAsync writes Run by “DELETE FROM runs”",
                "WriteSqlOfNoTableAsync writes an unnamed entity by “insert into ”",
            ],
            Foreign(PlantedWrites.Value, "Planted")
                .Where(w => w.StartsWith("Planted.Catalog.WritesElsewhere.", StringComparison.Ordinal))
                .Select(w => w["Planted.Catalog.WritesElsewhere.".Length..])
        );

    /// <summary>
    /// <see cref="LedgerGuard"/> sees what a context saves. What the database changes by itself it does not see, so here
    /// each such write of a governed entity is found in the code, and its method must append to the ledger as well.
    /// </summary>
    [Fact]
    public void Set_based_writes_of_governed_rows_are_in_the_ledger()
    {
        var unrecorded = Unrecorded(Core.Value, Writes.Value);
        Assert.Empty(unrecorded.Except(SetBasedWrites.WithoutEntry.Keys));
        Assert.Empty(SetBasedWrites.WithoutEntry.Keys.Except(unrecorded));
    }

    [Fact]
    public void Planted_set_based_writes_without_a_ledger_entry_are_found() =>
        Assert.Equal(
            [
                "Planted.Catalog.WritesInSets.DeleteBySqlWithoutEntryAsync: Dataset",
                "Planted.Catalog.WritesInSets.UpdateWithoutEntryAsync: Dataset",
            ],
            Unrecorded(Planted.Value, PlantedWrites.Value)
        );

    [Theory]
    [InlineData("Governance.Statistics")]
    [InlineData("Governance.Inference", "Governance.Statistics")]
    [InlineData("Governance", "Governance.Inference", "Governance.Statistics")]
    [InlineData("Governance.Samples", "Governance", "Governance.Inference", "Governance.Statistics")]
    [InlineData(
        "Governance.Web",
        "Governance",
        "Governance.Inference",
        "Governance.Migrations",
        "Governance.Samples",
        "Governance.Statistics"
    )]
    public void Projects_reference_only_downwards(string project, params string[] allowed)
    {
        var assembly = new[] { WebAssembly, SamplesAssembly, CoreAssembly, Inference, Statistics }.Single(a =>
            a.GetName().Name == project
        );
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

    /// <summary>Types that name one whose full name begins so.</summary>
    private static IReadOnlyList<string> UsersOf(string[] beginnings, IEnumerable<CompiledType> types) =>
        [
            .. types
                .Where(t => t.Uses.Any(u => Array.Exists(beginnings, b => u.StartsWith(b, StringComparison.Ordinal))))
                .Select(t => t.FullName)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Writes of entities that another capability keeps, and those of which nobody can tell the entity.</summary>
    private static IReadOnlyList<string> Foreign(IEnumerable<DatabaseWrite> writes, string root) =>
        [
            .. writes
                .Where(w => w.Entity is null || DatabaseWrites.KeeperOf(w.Entity) != Floors.CapabilityOf(w.Space, root))
                .Select(w => $"{w}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>
    /// “Type.Method: Entity” of each set-based write of a governed entity whose method appends nothing to
    /// the ledger.
    /// </summary>
    private static IReadOnlyList<string> Unrecorded(IEnumerable<CompiledType> types, IEnumerable<DatabaseWrite> writes)
    {
        var recording = types
            .SelectMany(t => t.Members.Where(Appends).Select(m => $"{t.FullName}.{m.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. writes
                .Where(w => w.InSet && w.Entity?.IsAssignableTo(typeof(IGoverned)) == true)
                .Where(w => !recording.Contains(w.Where))
                .Select(w => $"{w.Where}: {w.Entity!.Name}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

        static bool Appends(CompiledMember member) =>
            member.Steps.Any(s =>
                s.Called?.Name == nameof(LedgerEntries.Append)
                && s.Called.DeclaringType.FullName == typeof(LedgerEntries).FullName
            );
    }
}
