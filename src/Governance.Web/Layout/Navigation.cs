using System.Reflection;
using System.Security.Claims;
using Governance.Access;
using Governance.Annotation;
using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Ledger;
using Governance.Models;
using Governance.Monitoring;
using Governance.Platform;
using Microsoft.AspNetCore.Components;

namespace Governance.Web.Layout;

/// <summary>
/// The navigation rail. To add a page, write it with its <c>@page</c> route and add the route here. A route that no page has
/// is left out.
/// </summary>
internal static class Navigation
{
    public static readonly NavSection[] Sections =
    [
        new("Home", "home", [new("Home", "/", null)]),
        new(
            "Data",
            "data",
            [
                new("Datasets", "/datasets", CatalogPolicies.Read),
                new("Recordings", "/recordings", CatalogPolicies.Read),
                new("Imports", "/imports", CatalogPolicies.Read),
            ],
            "/samples",
            "/versions"
        ),
        new("Curate", "curate", [new("Curate", "/curate", CurationPolicies.Seal)]),
        new(
            "Annotate",
            "annotate",
            [new("Annotate", "/annotate", AnnotationPolicies.Read)],
            "/annotation-projects",
            "/workbench"
        ),
        new(
            "Models",
            "models",
            [
                new("Models", "/models", ModelsPolicies.Read),
                new("Audits", "/models/audits", AuditsPolicies.Read),
                new("Monitors", "/models/monitors", MonitoringPolicies.Read),
                new("Encoders", "/models/encoders", EmbeddingsPolicies.Read),
            ],
            "/models"
        ),
        new(
            "Trust",
            "trust",
            [
                new("Consent", "/trust/consent", ConsentPolicies.Read),
                new("Purposes", "/trust/purposes", ConsentPolicies.Read),
                new("Withdrawals", "/trust/withdrawals", ConsentPolicies.Read),
                new("Reviews", "/trust/reviews", EthicsPolicies.Read),
                new("Exports", "/trust/exports", CatalogPolicies.Read),
                new("Notices", "/trust/recalls", CatalogPolicies.Read),
                new("Ledger", "/trust/ledger", LedgerPolicies.Read),
            ],
            "/trust"
        ),
        new(
            "Admin",
            "admin",
            [
                new("Users", "/admin/users", AccessPolicies.ReadUsers),
                new("Health", "/admin/health", PlatformPolicies.ReadHealth),
            ],
            "/admin"
        ),
    ];

    private static readonly HashSet<string> Routes = typeof(Navigation)
        .Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes<RouteAttribute>(false))
        .Select(r => r.Template)
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A phone's bar has room for five sections; the menu of the person links to the pages of the others.</summary>
    public const int InBottomBar = 5;

    public static IEnumerable<(NavSection Section, NavPage[] Pages)> VisibleTo(ClaimsPrincipal user) =>
        Sections.Select(s => (Section: s, Pages: s.VisibleTo(user))).Where(s => s.Pages.Length > 0);

    public static IEnumerable<NavPage> BeyondBottomBar(ClaimsPrincipal user) =>
        VisibleTo(user).Skip(InBottomBar).SelectMany(s => s.Pages);

    public static bool Exists(string path) => Routes.Contains(path);

    public static bool MaySee(ClaimsPrincipal user, NavPage page) =>
        page.Policy is null || user.HasClaim(AccessClaims.Permission, page.Policy);

    /// <summary>True for the prefix itself and for every path below it; the root matches only itself.</summary>
    public static bool IsAt(string path, string prefix) =>
        prefix == "/"
            ? path == "/"
            : path.Equals(prefix, StringComparison.OrdinalIgnoreCase)
                || path.StartsWith(prefix + "/", StringComparison.OrdinalIgnoreCase);
}
