namespace Governance.Consent;

/// <summary>What one batch did.</summary>
/// <param name="Count">Things done in this batch; the same kind of thing that <see cref="Held.Count"/> counts.</param>
/// <param name="Blobs">Digests that rows of this batch referred to. They are deleted once no row anywhere refers to them.</param>
/// <param name="More">Whether to call again.</param>
public sealed record ErasedBatch(int Count, IReadOnlyCollection<string> Blobs, bool More)
{
    public static ErasedBatch Nothing { get; } = new(0, [], More: false);

    public static ErasedBatch Of(int count, bool more = false) => new(count, [], more);
}
