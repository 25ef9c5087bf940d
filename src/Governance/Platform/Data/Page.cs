namespace Governance.Platform;

/// <summary>One page of a list, and the cursor that asks for the next one (null on the last).</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>The same page with each row shown in another way.</summary>
    public Page<TShown> Select<TShown>(Func<T, TShown> shown) => new([.. Items.Select(shown)], Next);
}
