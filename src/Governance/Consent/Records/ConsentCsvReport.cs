namespace Governance.Consent;

/// <summary>What a file of consents would do, or did.</summary>
/// <param name="AlreadyThere">Rows that were recorded before, to the letter; taking a file twice adds nothing.</param>
public sealed record ConsentCsvReport(
    int Rows,
    int Added,
    int AlreadyThere,
    int SubjectsAdded,
    IReadOnlyList<CsvProblem> Problems,
    bool Applied
)
{
    /// <summary>Why nothing of the file can be recorded; null when it has no error.</summary>
    public ConsentFileInvalid? Refusal => Problems.Count == 0 ? null : new(Problems.Count, Problems[0]);
}
