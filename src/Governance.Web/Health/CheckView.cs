namespace Governance.Web.Health;

/// <summary>One of the things without which the portal cannot serve.</summary>
internal sealed record CheckView(string Name, bool Ok, string? Detail);
