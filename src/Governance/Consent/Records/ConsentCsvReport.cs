namespace Governance.Consent;

/// <summary>The result of checking or importing a consent file.</summary>
/// <param name="Rows">Data rows read.</param>
/// <param name="Added">Records to add, or added when <paramref name="Applied"/>.</param>
/// <param name="AlreadyThere">Rows that were recorded before with the same values, so importing a file twice adds nothing.</param>
/// <param name="SubjectsAdded">Subjects to add, or added when <paramref name="Applied"/>.</param>
/// <param name="Problems">Errors, about 200 at most; with any error nothing is recorded.</param>
/// <param name="Applied">Whether the records were written.</param>
public sealed record ConsentCsvReport(
    int Rows,
    int Added,
    int AlreadyThere,
    int SubjectsAdded,
    IReadOnlyList<CsvProblem> Problems,
    bool Applied
)
{
    /// <summary>The refusal of a file with errors; null when it has none.</summary>
    public ConsentFileInvalid? Refusal => Problems.Count == 0 ? null : new(Problems.Count, Problems[0]);
}
