using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>A table cannot be read from a row on.</summary>
/// <param name="bound">The limit that the table exceeds, if that is the reason.</param>
internal sealed class TableBrokenException(string what, long row, Refusal? bound = null) : IOException(what)
{
    public Refusal? Bound { get; } = bound;
    public long Row { get; } = row;
}
