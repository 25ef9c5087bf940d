namespace Governance.Web.Layout;

/// <summary>A page that the navigation links to.</summary>
/// <param name="Policy">The permission that it needs; null is everybody who is signed in.</param>
internal sealed record NavPage(string Title, string Path, string? Policy);
