using System.Security.Claims;
using Governance.Consent;

namespace Governance.Web.Layout;

/// <summary>One entry of the navigation rail with its pages; the entry links to the first page that the person may see.</summary>
/// <param name="Prefixes">Paths that highlight the entry, besides those of its pages.</param>
internal sealed record NavSection(string Title, string Icon, NavPage[] Pages, params string[] Prefixes)
{
    public NavPage[] VisibleTo(ClaimsPrincipal user) =>
        [.. Pages.Where(p => Navigation.Exists(p.Path) && Navigation.MaySee(user, p))];

    public bool Holds(string path) => Pages.Select(p => p.Path).Concat(Prefixes).Any(p => Navigation.IsAt(path, p));
}
