using System.Text;
using Governance.Access;
using Governance.Ledger;
using Governance.Platform;

namespace Governance.Web.Tests.Access;

public sealed class UsersTests(PortalHost host) : IClassFixture<PortalHost>
{
    private Users Users => host.Get<Users>();

    [Fact]
    public async Task Every_change_to_a_person_has_its_ledger_entry_without_personal_data()
    {
        var (user, _) = await host.AddPersonAsync(Roles.Annotator);
        Assert.True(
            (await Users.SetRolesAsync(user.Id, [Roles.Steward, Roles.Auditor], host.Administrator, PortalHost.Ct)).Ok
        );
        Assert.True((await Users.LockAsync(user.Id, host.Administrator, PortalHost.Ct)).Ok);
        Assert.True((await Users.UnlockAsync(user.Id, host.Administrator, PortalHost.Ct)).Ok);
        Assert.True(
            (
                await Users.ResetPasswordAsync(
                    user.Id,
                    "violet harbour anvil sundial",
                    host.Administrator,
                    PortalHost.Ct
                )
            ).Ok
        );

        var entries = (await host.Get<LedgerEntries>().ListAsync(user.Id, null, null, PortalHost.Ct)).Value.Items;
        Assert.Equal(
            ["user.password-reset", "user.unlocked", "user.locked", "user.roles-set", "user.created"],
            entries.Select(e => e.Kind)
        );
        Assert.All(entries, e =>
            Assert.DoesNotContain(user.Email, Encoding.UTF8.GetString(e.Body), StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(entries, e =>
            Assert.DoesNotContain("Pat", Encoding.UTF8.GetString(e.Body), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_last_administrator_can_neither_be_locked_nor_lose_the_role()
    {
        Assert.IsType<LastAdministrator>(
            (await Users.LockAsync(host.Administrator.UserId, host.Administrator, PortalHost.Ct)).Refusal
        );
        Assert.IsType<LastAdministrator>(
            (await Users.SetRolesAsync(host.Administrator.UserId, [], host.Administrator, PortalHost.Ct)).Refusal
        );
        var (second, _) = await host.AddPersonAsync(Roles.Administrator);
        Assert.True((await Users.SetRolesAsync(second.Id, [], host.Administrator, PortalHost.Ct)).Ok);
    }

    [Fact]
    public async Task What_cannot_be_a_person_is_refused()
    {
        var (there, _) = await host.AddPersonAsync();
        Assert.IsType<EmailTaken>(await RefusalAsync(there.Email.ToUpperInvariant(), "Pat", PortalHost.Password));
        Assert.IsType<EmailInvalid>(await RefusalAsync("no address", "Pat", PortalHost.Password));
        Assert.IsType<DisplayNameInvalid>(await RefusalAsync("a@example.org", " ", PortalHost.Password));
        Assert.IsType<PasswordTooWeak>(await RefusalAsync("a@example.org", "Pat", "short"));
        Assert.IsType<PasswordTooWeak>(await RefusalAsync("a@example.org", "Pat", "aaaaaaaaaaaa"));
        Assert.IsType<RoleUnknown>(await RefusalAsync("a@example.org", "Pat", PortalHost.Password, "king"));
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_shown_or_changed()
    {
        var (user, steward) = await host.AddPersonAsync(Roles.Steward);
        Assert.IsType<NotAllowed>((await Users.ListAsync(steward, null, null, PortalHost.Ct)).Refusal);
        Assert.IsType<NotAllowed>((await Users.LockAsync(host.Administrator.UserId, steward, PortalHost.Ct)).Refusal);
        Assert.IsType<NotAllowed>((await Users.FindAsync(host.Administrator.UserId, steward, PortalHost.Ct)).Refusal);
        Assert.Equal(user.Email, (await Users.FindAsync(user.Id, steward, PortalHost.Ct)).Value.Email);
    }

    [Fact]
    public async Task Changing_ones_own_password_needs_the_present_one()
    {
        var (_, actor) = await host.AddPersonAsync();
        Assert.IsType<PasswordWrong>(
            (
                await Users.ChangeOwnPasswordAsync(
                    "wrong one here",
                    "violet harbour anvil sundial",
                    actor,
                    PortalHost.Ct
                )
            ).Refusal
        );
        Assert.True(
            (
                await Users.ChangeOwnPasswordAsync(
                    PortalHost.Password,
                    "violet harbour anvil sundial",
                    actor,
                    PortalHost.Ct
                )
            ).Ok
        );
    }

    [Fact]
    public async Task People_are_listed_page_by_page_without_gap_or_double()
    {
        for (var i = 0; i < 5; i++)
            await host.AddPersonAsync();
        var seen = new List<Guid>();
        for (string? cursor = null; ; )
        {
            var page = (await Users.ListAsync(host.Administrator, cursor, 2, PortalHost.Ct)).Value;
            seen.AddRange(page.Items.Select(u => u.Id));
            if ((cursor = page.Next) is null)
                break;
        }
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(seen.Count >= 6);
    }

    private async Task<Refusal?> RefusalAsync(string email, string name, string password, params string[] roles) =>
        (await Users.CreateAsync(email, name, password, roles, host.Administrator, PortalHost.Ct)).Refusal;
}
