using Governance.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Governance.Migrations;

/// <summary>Lets <c>dotnet ef migrations add</c> read the model without a server; the connection string is not used.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<GovernanceDb>
{
    public GovernanceDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(options, "Host=design-time");
        return new(options.Options);
    }
}
