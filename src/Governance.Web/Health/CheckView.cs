namespace Governance.Web.Health;

/// <summary>The result of one readiness check.</summary>
/// <param name="Detail">What is wrong and what to do; null when there is nothing to say.</param>
internal sealed record CheckView(string Name, bool Ok, string? Detail);
