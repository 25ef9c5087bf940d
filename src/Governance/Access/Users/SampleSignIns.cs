using Governance.Ledger;
using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

/// <summary>
/// Six users for trying out the portal, with a public password. They can sign in only while the host uses its own database
/// and listens on loopback only; any other start locks them before the first request is served.
/// </summary>
public sealed class SampleSignIns(IServiceScopeFactory scopes, LedgerEntries ledger)
{
    /// <summary>The public password of all six.</summary>
    public const string Password = "Sample-2026!";
    private const string Domain = "@sample.local";

    /// <summary>
    /// The lock end that this class sets, so that opening removes only its own lock and never that of an administrator.
    /// </summary>
    private static readonly DateTimeOffset LockedByStart = User.LocksFrom;

    /// <summary>E-mail address, display name and role of each.</summary>
    public static readonly IReadOnlyList<(string Email, string Name, string Role)> All =
    [
        ("admin" + Domain, "Ada Admin", Roles.Administrator),
        ("steward" + Domain, "Stefan Steward", Roles.Steward),
        ("compliance" + Domain, "Clara Compliance", Roles.Compliance),
        ("annotator" + Domain, "Anna Annotator", Roles.Annotator),
        ("ethics" + Domain, "Emil Ethics", Roles.Ethics),
        ("auditor" + Domain, "Aurel Auditor", Roles.Auditor),
    ];

    /// <summary>Creates the users that are missing, and unlocks those that <see cref="CloseAsync"/> locked.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var db = scope.ServiceProvider.GetRequiredService<GovernanceDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var (email, name, role) in All)
        {
            if (await users.FindByNameAsync(email) is { } there)
            {
                if (there.LockoutEnd == LockedByStart)
                    await users.SetLockoutEndDateAsync(there, null);
                continue;
            }
            var user = new User
            {
                UserName = email,
                Email = email,
                EmailConfirmed = true,
                DisplayName = name,
            };
            // Set directly: the validators refuse a public password.
            user.PasswordHash = users.PasswordHasher.HashPassword(user, Password);
            Expect(await users.CreateAsync(user));
            Expect(await users.AddToRoleAsync(user, role));
            ledger.Append(db, Actor.Portal, "user.created", user.Id, new { roles = new[] { role }, sample = true });
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    /// <summary>Locks the users and ends their sessions.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var db = scope.ServiceProvider.GetRequiredService<GovernanceDb>();
        var emails = All.Select(s => s.Email.ToUpperInvariant()).ToList();
        foreach (
            var user in await db.Set<User>()
                .Where(u =>
                    emails.Contains(u.NormalizedEmail!) && (u.LockoutEnd == null || u.LockoutEnd < LockedByStart)
                )
                .ToListAsync(ct)
        )
        {
            Expect(await users.SetLockoutEndDateAsync(user, LockedByStart));
            Expect(await users.UpdateSecurityStampAsync(user));
        }
    }

    private static void Expect(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Code)));
    }
}
