using Microsoft.EntityFrameworkCore;

namespace Governance.Platform;

/// <summary>
/// The one database. It names no entity: each capability brings its own configurations from its folder,
/// so that Platform knows no capability. Use <c>db.Set&lt;T&gt;()</c>, one context for each operation.
/// </summary>
public sealed class GovernanceDb(DbContextOptions<GovernanceDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GovernanceDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Enums stand in words, so that a person with psql can read the tables.
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<Modalities>().HaveConversion<short>();
    }
}
