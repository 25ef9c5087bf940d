using Governance.Consent;

namespace Governance.Ingestion;

/// <summary>What an import left out for one reason. It counts and names nobody.</summary>
/// <param name="Subjects">Subjects that the import did not store.</param>
/// <param name="Files">Their files; they are not kept.</param>
/// <param name="Rows">
/// Their rows in tables that also contain other subjects. A row that two streams read counts twice, as it does among the refused
/// rows.
/// </param>
public sealed record LeftOutReport(NotStored Reason, int Subjects, int Files, long Rows);
