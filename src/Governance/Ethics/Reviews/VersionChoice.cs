namespace Governance.Ethics;

/// <summary>A trained model version that can be reviewed.</summary>
public sealed record VersionChoice(Guid Id, string Model, string ModelTitle, int Number);
