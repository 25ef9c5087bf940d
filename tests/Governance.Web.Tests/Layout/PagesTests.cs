using System.Reflection;
using Governance.Platform;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Tests.Layout;

public sealed class PagesTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly Type[] Pages =
    [
        .. typeof(App).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute), false)),
    ];

    [Fact]
    public void Every_page_says_who_may_see_it()
    {
        Assert.True(Pages.Length > 8);
        var silent = Pages
            .Where(p =>
                !p.IsDefined(typeof(AuthorizeAttribute), true) && !p.IsDefined(typeof(AllowAnonymousAttribute), true)
            )
            .Select(p => p.FullName);
        Assert.Empty(silent);
    }

    [Fact]
    public void Only_pages_around_the_sign_in_are_open_to_everybody()
    {
        var open = Pages.Where(p => p.IsDefined(typeof(AllowAnonymousAttribute), true)).ToList();
        Assert.Equal(
            ["/account/not-allowed", "/account/sign-in", "/account/sign-out", "/error"],
            open.SelectMany(p => p.GetCustomAttributes<RouteAttribute>(false)).Select(r => r.Template).Order()
        );
        // A connection is for those who have signed in.
        Assert.All(open, p => Assert.True(p.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute), true), p.Name));
    }

    [Fact]
    public void A_page_asks_only_for_permissions_that_exist()
    {
        var permissions = host.Get<IEnumerable<Permission>>().Select(p => p.Name).ToHashSet();
        var asked = Pages
            .SelectMany(p => p.GetCustomAttributes<AuthorizeAttribute>(true))
            .Select(a => a.Policy)
            .OfType<string>()
            .Concat(
                Navigation
                    .Sections.SelectMany(s => s.Pages)
                    .Where(p => Navigation.Exists(p.Path))
                    .Select(p => p.Policy)
                    .OfType<string>()
            );
        Assert.Empty(asked.Except(permissions));
    }

    [Fact]
    public void A_permission_is_named_once_and_carried_by_real_roles()
    {
        var permissions = host.Get<IEnumerable<Permission>>().ToList();
        Assert.Equal(permissions.Count, permissions.Select(p => p.Name).Distinct().Count());
        Assert.Empty(permissions.SelectMany(p => p.Roles).Except(Roles.All));
    }

    [Fact]
    public void The_rail_highlights_one_section_for_a_path()
    {
        Assert.Equal(["Home"], Lit("/"));
        Assert.Equal(["Data"], Lit("/datasets/7"));
        Assert.Equal(["Trust"], Lit("/trust/ledger"));
        Assert.Equal(["Admin"], Lit("/admin/users"));
        Assert.Empty(Lit("/account/tokens"));

        static IEnumerable<string> Lit(string path) =>
            Navigation.Sections.Where(s => s.Holds(path)).Select(s => s.Title);
    }
}
