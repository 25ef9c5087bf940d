namespace Governance.Platform;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="Cursor">Where the page before ended; null for the first page.</param>
/// <param name="Size">Rows, 1 … <see cref="Platform.Cursor.MaxPageSize"/>; null for 50.</param>
public readonly record struct PageRequest(string? Cursor, int? Size);
