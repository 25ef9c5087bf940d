namespace Governance.Consent;

/// <summary>An error in a consent file.</summary>
/// <param name="Row">1-based data row; the header is row 0.</param>
/// <param name="Column">Name of the column; empty when the error concerns the whole row.</param>
public sealed record CsvProblem(long Row, string Column, string What, string Remedy);
