namespace Governance.Audits;

/// <summary>An audit with the names of its model, dataset version and suite.</summary>
/// <param name="Number">Of the model version.</param>
/// <param name="Synthetic">The dataset is synthetic.</param>
/// <param name="Suite">Name of the suite; null = thresholds of its own.</param>
/// <param name="SuiteNumber">Version of the suite; null = thresholds of its own.</param>
/// <param name="Aliases">Aliases of the model with a promotion policy in force that names this suite version and dataset
/// version.</param>
public sealed record AuditRow(
    AuditRun Audit,
    string Model,
    int Number,
    string DatasetVersion,
    bool Synthetic,
    string? Suite,
    int? SuiteNumber,
    IReadOnlyList<string> Aliases
)
{
    /// <summary>No promotion policy in force names its suite and data, so it opens no gate.</summary>
    public bool Exploratory => Aliases.Count == 0;

    /// <summary>Whether the audit is exploratory or counts for an alias, as a sentence.</summary>
    public string Standing =>
        Exploratory
            ? "Exploratory: no promotion policy in force names this suite and dataset version, so this audit opens no gate."
            : $"Counts for promotions to {string.Join(", ", Aliases.Select(a => $"“{a}”"))}: the policy names suite “{Suite}” "
                + $"{SuiteNumber} and “{DatasetVersion}”.";
}
