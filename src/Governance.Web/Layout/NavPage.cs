namespace Governance.Web.Layout;

/// <summary>A page that the frame leads to.</summary>
/// <param name="Policy">The permission it takes to see it; null = everybody who is signed in.</param>
internal sealed record NavPage(string Title, string Path, string? Policy);
