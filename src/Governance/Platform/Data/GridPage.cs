namespace Governance.Platform;

/// <summary>One page of a grid.</summary>
/// <param name="Total">Rows of all pages.</param>
public sealed record GridPage<T>(IReadOnlyList<T> Items, int Total);
