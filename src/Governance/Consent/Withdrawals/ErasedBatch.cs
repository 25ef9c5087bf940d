using Governance.Platform.Runs;

namespace Governance.Consent;

/// <summary>The result of one batch of an erasure.</summary>
/// <param name="Count">Things erased, marked or listed in this batch, counted as <see cref="Held.Count"/> counts them.</param>
/// <param name="Blobs">Digests of content that rows of this batch referred to; deleted once no row refers to them.</param>
/// <param name="More">Whether another batch is needed.</param>
public sealed record ErasedBatch(int Count, IReadOnlyCollection<string> Blobs, bool More)
{
    /// <summary>Run that the batch added; it is enqueued once the batch is committed. Null = none.</summary>
    public Run? Run { get; init; }

    /// <summary>Things of a holding that marks, which this batch marked.</summary>
    public IReadOnlyList<HeldThing> Marked { get; init; } = [];

    /// <summary>Nothing done, nothing left.</summary>
    public static ErasedBatch Nothing { get; } = new(0, [], More: false);

    /// <summary>A batch that erased no content.</summary>
    public static ErasedBatch Of(int count, bool more = false) => new(count, [], more);
}
