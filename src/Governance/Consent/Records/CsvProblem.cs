namespace Governance.Consent;

/// <summary>One row that could not be taken.</summary>
/// <param name="Row">1-based data row; the header is row 0.</param>
public sealed record CsvProblem(long Row, string Column, string What, string Remedy);
