using Governance.Consent;

namespace Governance.Catalog;

/// <summary>An export with the names of its version, dataset and purpose.</summary>
/// <param name="Purpose">Code of the purpose.</param>
public sealed record ExportRow(Export Export, string VersionName, int VersionNumber, string DatasetName, string Purpose)
{
    /// <summary>E-mail address of the recipient; null = none.</summary>
    public string? Email { get; init; }

    /// <summary>Address of the recipient's webhook; null = none.</summary>
    public string? Webhook { get; init; }

    /// <summary>States of the notices about withdrawals, oldest first; one for each withdrawal and way.</summary>
    public IReadOnlyList<RecallState> Notices { get; init; } = [];
}
