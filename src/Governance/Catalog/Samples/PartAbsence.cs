namespace Governance.Catalog;

/// <param name="Reason">Kebab case: file-missing, out-of-range, not-permitted …</param>
public sealed record PartAbsence(string Reason, string? Detail);
