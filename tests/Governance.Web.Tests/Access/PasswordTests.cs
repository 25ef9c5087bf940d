using System.Net;
using Governance.Access;
using Governance.Platform;
using Governance.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Web.Tests.Access;

public sealed class PasswordTests(PortalHost host) : IClassFixture<PortalHost>
{
    [Theory]
    [InlineData("password12345")]
    [InlineData("qwertyuiop1")]
    [InlineData("governance2026")]
    [InlineData("Governance-2026!")]
    [InlineData("marguerite1987")]
    [InlineData("yourcenar.m!!")]
    [InlineData("m.yourcenar@example.org")]
    [InlineData("Sample-2026!")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_is_guessed_early_is_refused_in_words_wherever_a_password_is_set(string password)
    {
        var register = host.Get<Users>();
        var email = "m.yourcenar@example.org";
        var person = (
            await register.CreateAsync(
                $"{Guid.NewGuid():N}.yourcenar@example.org",
                "Marguerite Yourcenar",
                PortalHost.Password,
                [],
                Actor.Portal,
                PortalHost.Ct
            )
        ).Value;
        var actor = new Actor(person.Id, person.DisplayName, new HashSet<string>());
        Refusal?[] refusals =
        [
            (
                await register.CreateAsync(
                    email,
                    "Marguerite Yourcenar",
                    password,
                    [],
                    host.Administrator,
                    PortalHost.Ct
                )
            ).Refusal,
            (await register.ResetPasswordAsync(person.Id, password, host.Administrator, PortalHost.Ct)).Refusal,
            (await register.ChangeOwnPasswordAsync(PortalHost.Password, password, actor, PortalHost.Ct)).Refusal,
        ];
        Assert.All(refusals, r =>
            Assert.Contains(
                password.Distinct().Count() < 5 ? "different characters" : "easy to guess",
                Assert.IsType<PasswordTooWeak>(r).Remedy,
                StringComparison.Ordinal
            )
        );
        // Nothing has changed: the current password still works.
        await host.CookieAsync(person.Email);
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("violet harbour anvil sundial")]
    [InlineData("kX9#mLq2vT")]
    [InlineData("Gartenzaun im Nebel, 7 Uhr")]
    [InlineData("💧🔧📈🧪🫀🐎🌊🧊⚓🪁")]
    public async Task A_password_that_is_hard_to_guess_is_taken(string password)
    {
        var made = await host.Get<Users>()
            .CreateAsync(
                $"{Guid.NewGuid():N}@example.org",
                "Pat Person",
                password,
                [],
                host.Administrator,
                PortalHost.Ct
            );
        Assert.True(made.Ok, made.Refusal?.Remedy);
        await host.CookieAsync(made.Value.Email, password);
    }

    [Fact]
    public async Task The_longest_password_is_judged_at_once_and_a_longer_one_refused()
    {
        var begun = TimeProvider.System.GetTimestamp();
        var made = await CreateAsync(string.Concat(Enumerable.Repeat("ab1", 333)));
        Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(5));
        Assert.IsType<PasswordTooWeak>(made.Refusal);
        Assert.IsType<UnfitText>((await CreateAsync(new string('x', 1001))).Refusal);
        Assert.IsType<UnfitText>((await CreateAsync("violet harbour\0anvil sundial")).Refusal);
    }

    [Fact]
    public async Task The_first_administrator_is_not_made_with_a_password_that_is_guessed_early()
    {
        await using (var db = host.Db())
            await db.Set<User>()
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, DateTimeOffset.MaxValue), PortalHost.Ct);
        try
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        [FirstAdministrator.EmailSetting] = "root@example.org",
                        [FirstAdministrator.PasswordSetting] = "administrator1",
                    }
                )
                .Build();
            var first = ActivatorUtilities.CreateInstance<FirstAdministrator>(
                host.Services,
                (IConfiguration)configuration
            );
            Assert.Contains(
                "This password is too weak. It is easy to guess",
                await first.EnsureAsync(PortalHost.Ct),
                StringComparison.Ordinal
            );
        }
        finally
        {
            await using var db = host.Db();
            await db.Set<User>()
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), PortalHost.Ct);
        }
    }

    [Fact]
    public async Task The_sample_sign_ins_keep_the_password_that_everybody_knows()
    {
        await host.Get<SampleSignIns>().OpenAsync(PortalHost.Ct);
        using var entered = await PortalHost.SignInAsync(host.Browser(), "ethics@sample.local", SampleSignIns.Password);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        await host.Get<SampleSignIns>().CloseAsync(PortalHost.Ct);
    }

    private Task<Result<UserView>> CreateAsync(string password) =>
        host.Get<Users>()
            .CreateAsync(
                $"{Guid.NewGuid():N}@example.org",
                "Pat Person",
                password,
                [],
                host.Administrator,
                PortalHost.Ct
            );
}
