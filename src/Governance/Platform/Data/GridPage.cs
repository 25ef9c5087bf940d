namespace Governance.Platform;

/// <summary>One page of a grid, with the count of everything behind it.</summary>
public sealed record GridPage<T>(IReadOnlyList<T> Items, int Total);
