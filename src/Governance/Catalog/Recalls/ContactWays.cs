namespace Governance.Catalog;

/// <summary>The ways to reach a recipient; with neither, a person tells the recipient.</summary>
/// <param name="Email">E-mail address, or null.</param>
/// <param name="Webhook">Address of a webhook, or null.</param>
public sealed record ContactWays(string? Email = null, string? Webhook = null)
{
    /// <summary>No way: by hand.</summary>
    public static ContactWays None { get; } = new();
}
