using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Governance.Access;

/// <summary>Adds missing roles to the database. Called at every start, under the lock of the migration.</summary>
public sealed class RoleSeed(IDbContextFactory<GovernanceDb> databases, ILookupNormalizer names)
{
    /// <summary>Adds the roles that the database does not have yet.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var there = await db.Set<IdentityRole<Guid>>().Select(r => r.Name!).ToListAsync(ct);
        foreach (var role in Roles.All.Except(there))
            db.Add(
                new IdentityRole<Guid>(role)
                {
                    Id = Guid.CreateVersion7(),
                    NormalizedName = names.NormalizeName(role),
                    ConcurrencyStamp = Guid.NewGuid().ToString(),
                }
            );
        await db.SaveChangesAsync(ct);
    }
}
