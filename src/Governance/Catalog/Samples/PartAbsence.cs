namespace Governance.Catalog;

/// <summary>Why a part is missing from a sample, or from what the caller may see of it.</summary>
/// <param name="Reason">Kebab case: file-missing, out-of-range, not-permitted …</param>
/// <param name="Detail">In words, such as the path of the file.</param>
public sealed record PartAbsence(string Reason, string? Detail);
