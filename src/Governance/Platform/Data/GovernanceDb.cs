using Microsoft.EntityFrameworkCore;

namespace Governance.Platform;

/// <summary>
/// The context of the database. It names no entity: each capability has its configurations in its folder, so that Platform
/// depends on no capability. Use <c>db.Set&lt;T&gt;()</c>, and one context for each operation.
/// </summary>
public sealed class GovernanceDb(DbContextOptions<GovernanceDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GovernanceDb).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Enums are stored as names, so that a person with psql can read the tables.
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        configurationBuilder.Properties<Modalities>().HaveConversion<short>();
    }
}
