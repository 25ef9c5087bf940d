using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A table could not be read on from a row.</summary>
/// <param name="bound">The bound that it passes, where that is why.</param>
internal sealed class TableBrokenException(string what, long row, Refusal? bound = null) : IOException(what)
{
    public Refusal? Bound { get; } = bound;
    public long Row { get; } = row;
}
