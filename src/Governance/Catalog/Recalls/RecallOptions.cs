namespace Governance.Catalog;

/// <summary>Notices to recipients: section <c>Recalls</c> of the configuration.</summary>
public sealed class RecallOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Recalls";

    /// <summary>
    /// The public address of the portal, such as <c>https://data.example.org</c>, for the links in notices; without it a notice has
    /// no link.
    /// </summary>
    public string? PortalAddress { get; set; }

    /// <summary>A notice fails after so many attempts; a person can retry it.</summary>
    public int MaxAttempts { get; set; } = 8;
}
