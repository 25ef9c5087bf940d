using System.Security.Claims;
using Bunit;
using Governance.Access;
using Governance.Ethics;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Web.Access;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Governance.Web.Tests.Consent;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Governance.Web.Tests.Ethics;

/// <summary>The pages of the board on the real doors, for users with a real account.</summary>
internal static class EthicsPages
{
    public static BunitContext PageOf(this PortalHost host, Actor actor)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton<TimeProvider>(host.Time)
            .AddSingleton(host.Get<EthicsReviews>())
            .AddSingleton(host.Get<EthicsReviews>())
            .AddSingleton(host.Get<BoardMembers>())
            .AddSingleton(host.Get<Users>());
        page.Services.AddScoped<CurrentActor>().AddScoped<PortalScript>().AddScoped<Viewer>();
        page.AddAuthorization()
            .SetAuthorized(actor.Name)
            .SetPolicies([.. actor.Permissions])
            .SetClaims([
                new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString()),
                .. actor.Permissions.Select(p => new Claim(AccessClaims.Permission, p)),
            ]);
        return page;
    }

    /// <summary>Appoints the only member, after ending all other seats.</summary>
    public static async Task<Actor> OnlyMemberAsync(this PortalHost host, MemberKind kind = MemberKind.Nonscientific)
    {
        var register = host.Get<BoardMembers>();
        foreach (
            var seat in (await register.ListAsync(host.Administrator, null, 200, PortalHost.Ct)).Value.Items.Where(m =>
                m.Active
            )
        )
            await register.EndAsync(host.Administrator, seat.Id, PortalHost.Ct);
        var (_, actor) = await host.AddPersonAsync(Roles.Ethics);
        Assert.True(
            (await register.AppointAsync(host.Administrator, actor.UserId, kind, null, null, PortalHost.Ct)).Ok
        );
        return actor;
    }

    public static async Task<(Model Model, ModelVersion Version)> TrainedAsync(this PortalHost host)
    {
        var (subject, purpose) = (await host.SubjectAsync(), await host.PurposeAsync());
        await host.GiveAsync(subject, purpose);
        var data = await host.DraftAsync(await host.DatasetAsync(subject, 4), purpose, 2);
        var model = new Model
        {
            Name = $"m{Guid.NewGuid():N}"[..16],
            Title = "Leaks on pumps",
            Label = new(LabelOrigin.Stratum, "lighting"),
            Classes = ["day", "dim"],
            Created = new("test", host.Time.GetUtcNow()),
        };
        var version = new ModelVersion
        {
            ModelId = model.Id,
            Number = 1,
            State = ModelVersionState.Ready,
            DatasetVersionId = data.Id,
            ManifestDigest = new string('a', 64),
            PurposeId = purpose.Id,
            Fusion = "Early",
            Options = "{}",
            Seed = 1,
            Created = new("test", host.Time.GetUtcNow()),
            RunId = Guid.NewGuid(),
            Losses = [],
            Excluded = new Dictionary<string, int>(),
            CodeVersion = "test",
            OnnxDigest = new string('b', 64),
            Parity = 1e-7,
            Metrics = new(new(0.9, 0.8, 0.95, 40), 0.3, 0.02, 3, []),
            ReadyAt = host.Time.GetUtcNow(),
        };
        await using var db = host.Db();
        db.Add(model);
        db.Add(version);
        host.Get<LedgerEntries>().Append(db, PageWorld.Everything, "model-version.made-for-a-test", version.Id);
        await db.SaveChangesAsync(PortalHost.Ct);
        return (model, version);
    }

    public static async Task<EthicsReview> SubmittedAsync(this PortalHost host, Actor by) =>
        (
            await host.Get<EthicsReviews>()
                .DraftAsync(
                    by,
                    new(
                        (await host.TrainedAsync()).Version.Id,
                        "champion",
                        "Leak detection goes into daily use",
                        "It looks at photos of pumps.",
                        [new("A leak is missed.", RiskLevel.High, ["An inspector looks."])]
                    ),
                    submit: true,
                    PortalHost.Ct
                )
        ).Value;
}
